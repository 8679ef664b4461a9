package dev.aidemo.emulator.storage;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import java.util.List;

/**
 * Serves the JSON API of Cloud Storage from memory: buckets and objects.
 *
 * <p>Errors have the status, reason and JSON shape of Google's service. Old generations are not
 * kept; copying, composing and access control are answered with 501.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">Cloud Storage JSON API</a>
 */
public final class CloudStorage {
  private final Buckets buckets = new Buckets();

  /**
   * Returns whether {@link #service} answers this request although its path has none of the {@link
   * #pathPrefixes}: {@code GET /BUCKET/OBJECT}, as Google's client for Go downloads an object.
   */
  public boolean isDownload(HttpMethod method, String path) {
    return method == HttpMethod.GET && path.indexOf('/', 1) > 0 && !path.startsWith("/v1/");
  }

  /** Returns the paths that {@link #service} answers. */
  public List<String> pathPrefixes() {
    return List.of("/storage/v1", "/upload/storage/v1", "/download/storage/v1");
  }

  /** Returns the service to add to an HTTP server under each of the {@link #pathPrefixes}. */
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
      buckets.createIfAbsent(name);
    } catch (StorageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
