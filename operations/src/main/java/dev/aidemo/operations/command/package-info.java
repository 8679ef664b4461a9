/**
 * The commands of an operator. Each class is one command of {@code ./ai-demo}; start at {@link
 * dev.aidemo.operations.command.Commands}.
 */
@NullMarked
package dev.aidemo.operations.command;

import org.jspecify.annotations.NullMarked;
