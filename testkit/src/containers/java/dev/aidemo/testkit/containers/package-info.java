/** The same tests on containers: only with {@code -Pcontainers}. */
@NullMarked
package dev.aidemo.testkit.containers;

import org.jspecify.annotations.NullMarked;
