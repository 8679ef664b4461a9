/**
 * The payloads of the topics as records that validate themselves. Start at {@link
 * dev.aidemo.common.message.PredictionRequest}; every rule that a message can break is thrown as a
 * {@link dev.aidemo.common.failure.PoisonMessageException}.
 */
@NullMarked
package dev.aidemo.common.message;

import org.jspecify.annotations.NullMarked;
