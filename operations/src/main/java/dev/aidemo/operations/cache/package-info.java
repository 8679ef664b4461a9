/**
 * Restores Redis from the tables and the bucket. Start at {@link
 * dev.aidemo.operations.cache.CacheRebuild}.
 */
@NullMarked
package dev.aidemo.operations.cache;

import org.jspecify.annotations.NullMarked;
