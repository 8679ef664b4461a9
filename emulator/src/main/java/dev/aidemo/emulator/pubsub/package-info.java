/**
 * Pub/Sub in memory, behind Google's own service stubs.
 *
 * <p>Start reading at {@link dev.aidemo.emulator.pubsub.PubSub}. A message goes {@code
 * PublisherService → Broker → Backlog} (one per subscription), and from there to a {@code
 * Receiver}: {@code Pusher}, {@code PullStream} or {@code WaitingPull}.
 */
@NullMarked
package dev.aidemo.emulator.pubsub;

import org.jspecify.annotations.NullMarked;
