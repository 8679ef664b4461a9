@NullMarked
package dev.aidemo.benchmarks.result;

import org.jspecify.annotations.NullMarked;
