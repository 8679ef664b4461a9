/** Runs the same tests on containers, with {@code -Pcontainers} only. */
@NullMarked
package dev.aidemo.testkit.containers;

import org.jspecify.annotations.NullMarked;
