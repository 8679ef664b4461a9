/** Measures the functions. Start at {@link dev.aidemo.benchmarks.command.Bench}. */
@NullMarked
package dev.aidemo.benchmarks;

import org.jspecify.annotations.NullMarked;
