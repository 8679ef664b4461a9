/** The whole local stack under load. Start at {@link Loop}. */
@NullMarked
package dev.aidemo.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
