/**
 * Gives integration tests what a function needs: {@link dev.aidemo.testkit.Services} starts the
 * services, {@link dev.aidemo.testkit.Inbox} reads what a function published.
 */
@NullMarked
package dev.aidemo.testkit;

import org.jspecify.annotations.NullMarked;
