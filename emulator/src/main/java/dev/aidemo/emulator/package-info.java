/**
 * Google's services without Google: Pub/Sub, Cloud Storage and Secret Manager, from memory, on one
 * port. Start reading at {@link dev.aidemo.emulator.Emulator}; messages are delivered in package
 * {@code pubsub}.
 */
@NullMarked
package dev.aidemo.emulator;

import org.jspecify.annotations.NullMarked;
