/**
 * How a message reaches a function and what becomes of it. Start at {@link
 * dev.aidemo.common.function.PubSubFunction}.
 */
@NullMarked
package dev.aidemo.common.function;

import org.jspecify.annotations.NullMarked;
