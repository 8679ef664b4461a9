/**
 * Measures the functions, for {@code ./ai-demo bench}. Start at {@link
 * dev.aidemo.benchmarks.command.Bench}, which lists the sections.
 */
@NullMarked
package dev.aidemo.benchmarks;

import org.jspecify.annotations.NullMarked;
