/**
 * What a warm function spends its time on, each piece alone and beside something simple that does
 * the least of the same work. Start at {@link dev.aidemo.benchmarks.hotpaths.HotPaths}.
 */
@NullMarked
package dev.aidemo.benchmarks.hotpaths;

import org.jspecify.annotations.NullMarked;
