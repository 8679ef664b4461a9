/**
 * Starts and stops a stack: the services and the eight functions. Start at {@link
 * dev.aidemo.local.stack.LocalStack}.
 */
@NullMarked
package dev.aidemo.local.stack;

import org.jspecify.annotations.NullMarked;
