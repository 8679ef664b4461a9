package dev.aidemo.emulator.storage;

import com.linecorp.armeria.server.HttpService;
import java.util.List;

/**
 * One Cloud Storage: buckets and objects, in memory, over the JSON API.
 *
 * <p>Failures have the status, reason and JSON shape that Google's service gives them. Old
 * generations are not kept; copying, composing, access control and batches are answered with 501.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">Cloud Storage JSON API</a>
 */
public final class CloudStorage {
  private final Buckets buckets = new Buckets();

  /** Where the {@link #service} expects to be mounted. */
  public List<String> pathPrefixes() {
    return List.of("/storage/v1", "/upload/storage/v1", "/download/storage/v1");
  }

  /** The service, to be mounted under each of the {@link #pathPrefixes}. */
  public HttpService service() {
    return new StorageService(buckets);
  }

  /**
   * Creates the bucket unless it exists.
   *
   * @throws IllegalArgumentException if no bucket may have that name
   */
  public void createBucket(String name) {
    try {
      if (!buckets.exists(name)) {
        var unused = buckets.create(name);
      }
    } catch (StorageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
