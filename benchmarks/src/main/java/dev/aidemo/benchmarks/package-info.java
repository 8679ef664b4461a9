/**
 * What {@code ./ai-demo bench} measures. Start at {@link dev.aidemo.benchmarks.command.Bench}; each
 * {@link dev.aidemo.benchmarks.Section} has a package of its own.
 */
@NullMarked
package dev.aidemo.benchmarks;

import org.jspecify.annotations.NullMarked;
