/**
 * Plays the demo: a client sends banknotes, rates the predictions, and models improve. Start at
 * {@link dev.aidemo.local.demo.Scenario}.
 */
@NullMarked
package dev.aidemo.local.demo;

import org.jspecify.annotations.NullMarked;
