/** What the sections measure on: services and functions of their own. */
@NullMarked
package dev.aidemo.benchmarks.services;

import org.jspecify.annotations.NullMarked;
