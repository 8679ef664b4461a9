/** What a training takes. Start at {@link TrainingTime}. */
@NullMarked
package dev.aidemo.benchmarks.training;

import org.jspecify.annotations.NullMarked;
