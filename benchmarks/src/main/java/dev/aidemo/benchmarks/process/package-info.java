/** Processes with as little memory and as few processors as a deployed function has. */
@NullMarked
package dev.aidemo.benchmarks.process;

import org.jspecify.annotations.NullMarked;
