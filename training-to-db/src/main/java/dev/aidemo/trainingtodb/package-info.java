/** {@code model -> table jobs}. */
@NullMarked
package dev.aidemo.trainingtodb;

import org.jspecify.annotations.NullMarked;
