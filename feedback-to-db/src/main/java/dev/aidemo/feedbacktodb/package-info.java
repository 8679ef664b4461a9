/** {@code feedback -> predictions.is_correct -> training}. */
@NullMarked
package dev.aidemo.feedbacktodb;

import org.jspecify.annotations.NullMarked;
