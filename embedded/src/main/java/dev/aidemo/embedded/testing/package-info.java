/**
 * What integration tests share: {@link dev.aidemo.embedded.testing.Services} gives them everything
 * that a function needs, {@link dev.aidemo.embedded.testing.Inbox} reads what it published.
 */
@NullMarked
package dev.aidemo.embedded.testing;

import org.jspecify.annotations.NullMarked;
