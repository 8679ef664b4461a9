/**
 * PostgreSQL and Redis, the real programs, started by this JVM and ended with it: {@link
 * dev.aidemo.embedded.PostgresServer} and {@link dev.aidemo.embedded.RedisServer}. Each is {@code
 * start(port)}, a few accessors and {@code close()}; port 0 means any free one, and both listen on
 * 127.0.0.1 only.
 */
@NullMarked
package dev.aidemo.embedded;

import org.jspecify.annotations.NullMarked;
