/** Answers what was predicted and trained, and publishes ratings: {@code HTTP -> feedback}. */
@NullMarked
package dev.aidemo.predictapi;

import org.jspecify.annotations.NullMarked;
