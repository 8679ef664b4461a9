@NullMarked
package dev.aidemo.benchmarks.report;

import org.jspecify.annotations.NullMarked;
