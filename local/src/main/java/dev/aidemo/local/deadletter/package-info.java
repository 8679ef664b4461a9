/**
 * The dead letters in hand: to be seen, replayed or dropped. Start at {@link
 * dev.aidemo.local.deadletter.DeadLetters}.
 */
@NullMarked
package dev.aidemo.local.deadletter;

import org.jspecify.annotations.NullMarked;
