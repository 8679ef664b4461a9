/**
 * Google's services without Google: Pub/Sub, Cloud Storage and Secret Manager, in memory, on one
 * port of 127.0.0.1. Start at {@link dev.aidemo.emulator.Emulator}; messages are delivered in
 * package {@code pubsub}.
 */
@NullMarked
package dev.aidemo.emulator;

import org.jspecify.annotations.NullMarked;
