/** {@code prediction -> Redis batches}. */
@NullMarked
package dev.aidemo.predictiontocache;

import org.jspecify.annotations.NullMarked;
