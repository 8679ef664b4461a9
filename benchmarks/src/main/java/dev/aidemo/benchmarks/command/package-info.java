/** The command line of the benchmarks. */
@NullMarked
package dev.aidemo.benchmarks.command;

import org.jspecify.annotations.NullMarked;
