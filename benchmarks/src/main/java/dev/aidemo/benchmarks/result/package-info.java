/** Figures, the machine that they were measured on, and the files that keep both. */
@NullMarked
package dev.aidemo.benchmarks.result;

import org.jspecify.annotations.NullMarked;
