package dev.aidemo.emulator.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An upload in chunks. It becomes an object, and meets its preconditions, with the last chunk.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Perform
 *     resumable uploads</a>
 */
final class ResumableUpload {
  private final Bucket bucket;
  private final String name;
  private final Preconditions preconditions;
  private final ObjectMetadata metadata;

  @GuardedBy("this")
  private ByteArrayOutputStream content = new ByteArrayOutputStream();

  @GuardedBy("this")
  private @Nullable StoredObject finished;

  ResumableUpload(
      Bucket bucket, String name, Preconditions preconditions, ObjectMetadata metadata) {
    this.bucket = bucket;
    this.name = name;
    this.preconditions = preconditions;
    this.metadata = metadata;
  }

  /**
   * Takes what is new of the chunk: a client that has missed an answer sends bytes again. A chunk
   * after a gap is not taken; the client learns from {@link #received} where to go on.
   *
   * @return the object, or null as long as bytes are missing
   */
  synchronized @Nullable StoredObject receive(ContentRange range, byte[] chunk) {
    if (finished != null) {
      return finished;
    }
    int known = content.size() - range.start();
    if (range.hasChunk() && known >= 0 && known < chunk.length) {
      content.write(chunk, known, chunk.length - known);
    }
    if (range.total() == content.size()) {
      finished = bucket.insert(name, preconditions, metadata, content.toByteArray());
      content = new ByteArrayOutputStream(0);
    }
    return finished;
  }

  /** How many bytes have arrived without a gap. */
  synchronized int received() {
    return content.size();
  }
}
