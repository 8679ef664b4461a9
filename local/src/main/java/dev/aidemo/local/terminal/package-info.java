/** What is drawn on a terminal. Start at {@link dev.aidemo.local.terminal.Terminal}. */
@NullMarked
package dev.aidemo.local.terminal;

import org.jspecify.annotations.NullMarked;
