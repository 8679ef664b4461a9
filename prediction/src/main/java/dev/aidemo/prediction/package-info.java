/** {@code request -> prediction}. */
@NullMarked
package dev.aidemo.prediction;

import org.jspecify.annotations.NullMarked;
