/** Services, functions as they are deployed, and events for them. Start at {@link Platform}. */
@NullMarked
package dev.aidemo.benchmarks.platform;

import org.jspecify.annotations.NullMarked;
