/** The same tests on containers: only with {@code -Pcontainers}. */
@NullMarked
package dev.aidemo.embedded.containers;

import org.jspecify.annotations.NullMarked;
