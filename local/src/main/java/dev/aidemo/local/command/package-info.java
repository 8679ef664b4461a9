/**
 * Defines the commands of {@code ./ai-demo}, one class each. Start at {@link
 * dev.aidemo.local.command.Main}.
 */
@NullMarked
package dev.aidemo.local.command;

import org.jspecify.annotations.NullMarked;
