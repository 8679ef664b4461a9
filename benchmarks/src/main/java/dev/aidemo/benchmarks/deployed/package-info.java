/** The functions as a platform starts them, the services that they need, and work for them. */
@NullMarked
package dev.aidemo.benchmarks.deployed;

import org.jspecify.annotations.NullMarked;
