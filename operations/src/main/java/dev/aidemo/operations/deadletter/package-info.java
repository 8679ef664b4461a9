/**
 * Lists, replays and drops dead letters. Start at {@link
 * dev.aidemo.operations.deadletter.DeadLetters}.
 */
@NullMarked
package dev.aidemo.operations.deadletter;

import org.jspecify.annotations.NullMarked;
