/** {@code job -> model file -> model}. */
@NullMarked
package dev.aidemo.training;

import org.jspecify.annotations.NullMarked;
