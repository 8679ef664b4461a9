/**
 * What {@code ./ai-demo} can be told, one class for each command. Start at {@link
 * dev.aidemo.local.command.Main}.
 */
@NullMarked
package dev.aidemo.local.command;

import org.jspecify.annotations.NullMarked;
