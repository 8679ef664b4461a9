/**
 * Streaming JSON: reads and writes one object field by field, so that a message of 10 MB needs no
 * tree in memory. Knows nothing of payloads. Start at {@link dev.aidemo.common.json.JsonReader}.
 */
@NullMarked
package dev.aidemo.common.json;

import org.jspecify.annotations.NullMarked;
