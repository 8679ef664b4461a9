/**
 * Makes commands of what an operator does; {@code ./ai-demo} has them too. Start at {@link
 * dev.aidemo.operations.command.Commands}.
 */
@NullMarked
package dev.aidemo.operations.command;

import org.jspecify.annotations.NullMarked;
