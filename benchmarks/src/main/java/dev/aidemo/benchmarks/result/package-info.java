/** Figures, the files that keep them, and the page that shows them. Start at {@link Report}. */
@NullMarked
package dev.aidemo.benchmarks.result;

import org.jspecify.annotations.NullMarked;
