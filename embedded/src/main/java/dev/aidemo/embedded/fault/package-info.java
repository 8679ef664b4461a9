/**
 * Faulty services for tests: a proxy stands between a function and the real service and spoils what
 * passes. {@link dev.aidemo.embedded.fault.HttpProxy} is for Google's services, {@link
 * dev.aidemo.embedded.fault.TcpProxy} for Redis and PostgreSQL.
 */
@NullMarked
package dev.aidemo.embedded.fault;

import org.jspecify.annotations.NullMarked;
