/**
 * Runs the eight real functions on real stores in a simulated Pub/Sub, which duplicates, delays and
 * reorders messages, and ends functions before and after each of their side effects. Start at
 * {@link dev.aidemo.simulation.Simulation}.
 */
@NullMarked
package dev.aidemo.simulation;

import org.jspecify.annotations.NullMarked;
