/** Accepts notes over HTTP and publishes them to be predicted: {@code HTTP -> request}. */
@NullMarked
package dev.aidemo.ingestapi;

import org.jspecify.annotations.NullMarked;
