/**
 * Runs PostgreSQL and Redis, the real programs, as child processes that end with this JVM. Start at
 * {@link dev.aidemo.embedded.PostgresServer} and {@link dev.aidemo.embedded.RedisServer}. Both
 * listen on 127.0.0.1 only; port 0 stands for any free one.
 */
@NullMarked
package dev.aidemo.embedded;

import org.jspecify.annotations.NullMarked;
