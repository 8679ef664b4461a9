/**
 * Starts and stops a stack: the services and all functions. Start at {@link
 * dev.aidemo.local.stack.LocalStack}.
 */
@NullMarked
package dev.aidemo.local.stack;

import org.jspecify.annotations.NullMarked;
