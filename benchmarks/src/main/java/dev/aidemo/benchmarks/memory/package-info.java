/** How much memory a function needs for many events, and for a large one. */
@NullMarked
package dev.aidemo.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
