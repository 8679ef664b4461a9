/** Writes {@code docs/benchmarks.md} and its charts. Start at {@link Report}. */
@NullMarked
package dev.aidemo.benchmarks.report;

import org.jspecify.annotations.NullMarked;
