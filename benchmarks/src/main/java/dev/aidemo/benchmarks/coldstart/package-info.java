/** From the start of a process to its first answer. */
@NullMarked
package dev.aidemo.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
