/**
 * Makes services fail for tests, with a proxy between a function and the real service: {@link
 * dev.aidemo.testkit.fault.HttpProxy} for Google's services, {@link
 * dev.aidemo.testkit.fault.TcpProxy} for Redis and PostgreSQL.
 */
@NullMarked
package dev.aidemo.testkit.fault;

import org.jspecify.annotations.NullMarked;
