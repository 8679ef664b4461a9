/**
 * What an operator does, on this computer or on Google Cloud: look at the champion and pin another
 * model, see and replay dead letters, rebuild the cache. Start at {@code command}.
 */
@NullMarked
package dev.aidemo.operations;

import org.jspecify.annotations.NullMarked;
