/** Many ratings at once. Start at {@link Storm}. */
@NullMarked
package dev.aidemo.benchmarks.storm;

import org.jspecify.annotations.NullMarked;
