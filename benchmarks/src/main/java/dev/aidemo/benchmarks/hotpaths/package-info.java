/** The pieces of an event, each beside the least of the same work. Start at {@link HotPaths}. */
@NullMarked
package dev.aidemo.benchmarks.hotpaths;

import org.jspecify.annotations.NullMarked;
