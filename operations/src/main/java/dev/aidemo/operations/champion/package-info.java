/**
 * Tells which model serves and which served before, and pins another one. Start at {@link
 * dev.aidemo.operations.champion.Champion}.
 */
@NullMarked
package dev.aidemo.operations.champion;

import org.jspecify.annotations.NullMarked;
