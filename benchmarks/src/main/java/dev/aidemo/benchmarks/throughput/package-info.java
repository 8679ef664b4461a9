/** Rows a second into PostgreSQL. Start at {@link Throughput}. */
@NullMarked
package dev.aidemo.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
