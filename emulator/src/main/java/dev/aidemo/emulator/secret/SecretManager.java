package dev.aidemo.emulator.secret;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.StatusRuntimeException;

/**
 * Serves Secret Manager from memory: secrets and their versions. Versions are only ever added:
 * enabling, disabling and destroying them is refused with {@code UNIMPLEMENTED}.
 */
public final class SecretManager {
  private final Secrets secrets = new Secrets();

  /** Returns the service to add to a gRPC server. */
  public BindableService service() {
    return new SecretManagerService(secrets);
  }

  /**
   * Makes the value the latest version of the secret, which is created if there is none.
   *
   * @throws IllegalArgumentException if no secret may have that name or value
   */
  public void put(String project, String name, String value) {
    try {
      secrets.put("projects/" + project, name, ByteString.copyFromUtf8(value));
    } catch (StatusRuntimeException e) {
      throw new IllegalArgumentException(e.getStatus().getDescription(), e);
    }
  }
}
