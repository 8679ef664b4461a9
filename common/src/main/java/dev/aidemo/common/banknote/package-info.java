/**
 * The domain: what is measured of a banknote, what is said of it, and the data set with its frozen
 * holdout and its starter rows. To use another data set, change this package and {@code
 * schema.sql}. Start at {@link dev.aidemo.common.banknote.Features}.
 */
@NullMarked
package dev.aidemo.common.banknote;

import org.jspecify.annotations.NullMarked;
