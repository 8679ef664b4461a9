/** Redis, restored from what the tables and the bucket keep. */
@NullMarked
package dev.aidemo.operations.cache;

import org.jspecify.annotations.NullMarked;
