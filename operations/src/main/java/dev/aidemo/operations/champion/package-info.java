/**
 * The model that serves: what it is, what came before it, and how to pin another. Start at {@link
 * dev.aidemo.operations.champion.Champion}.
 */
@NullMarked
package dev.aidemo.operations.champion;

import org.jspecify.annotations.NullMarked;
