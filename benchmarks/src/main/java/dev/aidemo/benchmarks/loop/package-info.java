/**
 * The whole local stack under load: how long a batch takes, and how many a second there can be.
 * Start at {@link Loop}.
 */
@NullMarked
package dev.aidemo.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
