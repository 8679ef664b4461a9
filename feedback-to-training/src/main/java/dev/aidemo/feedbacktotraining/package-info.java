/** {@code training -> table training -> job}. */
@NullMarked
package dev.aidemo.feedbacktotraining;

import org.jspecify.annotations.NullMarked;
