/** How long an event takes that a running function is given. */
@NullMarked
package dev.aidemo.benchmarks.warm;

import org.jspecify.annotations.NullMarked;
