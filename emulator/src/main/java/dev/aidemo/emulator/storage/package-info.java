/**
 * The Cloud Storage JSON API, in memory.
 *
 * <p>Start reading at {@link dev.aidemo.emulator.storage.CloudStorage}. A request goes {@code
 * StorageService → ObjectCalls, BucketCalls or UploadCalls → Bucket}; every error is a {@code
 * StorageException}.
 */
@NullMarked
package dev.aidemo.emulator.storage;

import org.jspecify.annotations.NullMarked;
