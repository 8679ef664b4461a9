/**
 * The eight real functions and the real stores in a simulated Pub/Sub that duplicates, delays and
 * reorders what it delivers, and ends functions before and after everything that they do. Start at
 * {@link dev.aidemo.simulation.Simulation}.
 */
@NullMarked
package dev.aidemo.simulation;

import org.jspecify.annotations.NullMarked;
