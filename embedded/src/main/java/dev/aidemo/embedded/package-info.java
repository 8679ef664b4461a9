/**
 * The services that the functions need, on one machine and without accounts: {@link
 * dev.aidemo.embedded.GoogleServer} (Pub/Sub, Cloud Storage, Secret Manager), {@link
 * dev.aidemo.embedded.PostgresServer} and {@link dev.aidemo.embedded.RedisServer}.
 *
 * <p>Each is {@code start(port)}, a few accessors and {@code close()}; port 0 means any free one,
 * and nothing listens anywhere but on 127.0.0.1. PostgreSQL and Redis are the real programs. Of
 * Google's services, start reading at {@code pubsub}: that is where messages are delivered.
 */
@NullMarked
package dev.aidemo.embedded;

import org.jspecify.annotations.NullMarked;
