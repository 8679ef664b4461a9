package dev.aidemo.emulator.secret;

import com.google.cloud.secretmanager.v1.SecretName;
import com.google.protobuf.ByteString;
import io.grpc.BindableService;

/**
 * One Secret Manager: secrets and their versions, in memory. Versions are only ever added:
 * enabling, disabling and destroying them is refused with {@code UNIMPLEMENTED}.
 */
public final class SecretManager {
  private final Secrets secrets = new Secrets();

  /** The service, to be added to a gRPC server. */
  public BindableService service() {
    return new SecretManagerService(secrets);
  }

  /** Makes the value the latest version of the secret, which is created if there is none. */
  public void put(String project, String name, String value) {
    String secret = SecretName.format(project, name);
    if (!secrets.exists(secret)) {
      var unused = secrets.create("projects/" + project, name, Secrets.UNNAMED);
    }
    var unused = secrets.add(secret, ByteString.copyFromUtf8(value));
  }
}
