/** Pub/Sub, called with Google's clients. Functions call it with {@code common.topic} instead. */
@NullMarked
package dev.aidemo.operations.pubsub;

import org.jspecify.annotations.NullMarked;
