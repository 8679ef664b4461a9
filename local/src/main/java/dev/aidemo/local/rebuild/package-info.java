/** Redis, restored from what the tables and the bucket keep. */
@NullMarked
package dev.aidemo.local.rebuild;

import org.jspecify.annotations.NullMarked;
