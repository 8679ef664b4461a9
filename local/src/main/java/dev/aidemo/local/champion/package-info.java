/**
 * The model that serves, in hand: what it is, what came before it, and how to hold another. Start
 * at {@link dev.aidemo.local.champion.Champion}.
 */
@NullMarked
package dev.aidemo.local.champion;

import org.jspecify.annotations.NullMarked;
