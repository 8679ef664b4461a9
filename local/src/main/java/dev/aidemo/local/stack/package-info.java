/**
 * The services and the eight functions of one stack, and how they start and stop. Start at {@link
 * dev.aidemo.local.stack.LocalStack}.
 */
@NullMarked
package dev.aidemo.local.stack;

import org.jspecify.annotations.NullMarked;
