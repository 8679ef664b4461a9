/** Draws on a terminal. Start at {@link dev.aidemo.operations.terminal.Terminal}. */
@NullMarked
package dev.aidemo.operations.terminal;

import org.jspecify.annotations.NullMarked;
