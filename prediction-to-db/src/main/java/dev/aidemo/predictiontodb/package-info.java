/** {@code prediction -> table predictions}. */
@NullMarked
package dev.aidemo.predictiontodb;

import org.jspecify.annotations.NullMarked;
