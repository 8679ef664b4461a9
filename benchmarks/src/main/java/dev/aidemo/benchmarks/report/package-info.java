/**
 * {@code docs/benchmarks.md} and its charts, of nothing but the files of results. Start at {@link
 * dev.aidemo.benchmarks.report.Report}.
 */
@NullMarked
package dev.aidemo.benchmarks.report;

import org.jspecify.annotations.NullMarked;
