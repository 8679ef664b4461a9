/**
 * The dead letters in hand: to be seen, replayed or dropped. Start at {@link
 * dev.aidemo.operations.deadletter.DeadLetters}.
 */
@NullMarked
package dev.aidemo.operations.deadletter;

import org.jspecify.annotations.NullMarked;
