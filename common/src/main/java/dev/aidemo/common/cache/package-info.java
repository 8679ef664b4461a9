/** Redis: all keys and scripts of the system live here, one class for each family of keys. */
@NullMarked
package dev.aidemo.common.cache;

import org.jspecify.annotations.NullMarked;
