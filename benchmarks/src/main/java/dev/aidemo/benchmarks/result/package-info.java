/** What was measured, on which machine, and the files that keep it. */
@NullMarked
package dev.aidemo.benchmarks.result;

import org.jspecify.annotations.NullMarked;
