/**
 * What integration tests share: {@link dev.aidemo.testkit.Services} gives them everything that a
 * function needs, {@link dev.aidemo.testkit.Inbox} reads what it published.
 */
@NullMarked
package dev.aidemo.testkit;

import org.jspecify.annotations.NullMarked;
