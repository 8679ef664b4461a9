/**
 * Faulty services for tests: a proxy stands between a function and the real service and spoils what
 * passes. {@link dev.aidemo.testkit.fault.HttpProxy} is for Google's services, {@link
 * dev.aidemo.testkit.fault.TcpProxy} for Redis and PostgreSQL.
 */
@NullMarked
package dev.aidemo.testkit.fault;

import org.jspecify.annotations.NullMarked;
