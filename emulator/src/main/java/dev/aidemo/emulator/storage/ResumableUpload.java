package dev.aidemo.emulator.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Receives an object in chunks. The object exists, and meets its preconditions, with the last one.
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

  /** The answer only: the object's content may be replaced long before this is forgotten. */
  @GuardedBy("this")
  private @Nullable JsonObject finished;

  ResumableUpload(
      Bucket bucket, String name, Preconditions preconditions, ObjectMetadata metadata) {
    this.bucket = bucket;
    this.name = name;
    this.preconditions = preconditions;
    this.metadata = metadata;
  }

  /**
   * Takes what is new of the chunk: a client that missed an answer sends bytes again. A chunk after
   * a gap is not taken; {@link #received} tells the client where to go on.
   *
   * @return the object's resource, or null as long as bytes are missing
   */
  synchronized @Nullable JsonObject receive(ContentRange range, byte[] chunk, String address) {
    if (finished != null) {
      return finished;
    }
    int known = content.size() - range.start();
    if (range.hasChunk() && known >= 0 && known < chunk.length) {
      content.write(chunk, known, chunk.length - known);
    }
    if (range.total() != content.size()) {
      return null;
    }
    finished = bucket.insert(name, preconditions, metadata, content.toByteArray()).json(address);
    content = new ByteArrayOutputStream(0);
    return finished;
  }

  /** Returns how many bytes have arrived without a gap. */
  synchronized int received() {
    return content.size();
  }
}
