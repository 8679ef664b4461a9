package dev.aidemo.emulator.pubsub;

import java.time.Duration;

/**
 * Tells how far a subscription is behind.
 *
 * @param subscription its id
 * @param messages how many are not acknowledged yet, whether they are delivered or not
 * @param oldest how long ago the oldest of them was published; zero if there is none
 */
public record SubscriptionBacklog(String subscription, int messages, Duration oldest) {}
