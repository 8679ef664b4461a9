@NullMarked
package dev.aidemo.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
