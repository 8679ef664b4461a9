package dev.aidemo.benchmarks.program;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretVersionName;
import java.io.IOException;

/** Accesses one secret with google-cloud-secretmanager over gRPC, its default. */
final class AccessOverGrpc {
  private AccessOverGrpc() {}

  public static void main(String[] arguments) throws IOException {
    var settings =
        SecretManagerServiceSettings.newBuilder()
            .setTransportChannelProvider(
                SecretManagerServiceSettings.defaultGrpcTransportProviderBuilder()
                    .setEndpoint(System.getenv("SECRET_MANAGER_EMULATOR_HOST"))
                    .setChannelConfigurator(builder -> builder.usePlaintext())
                    .build())
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build();
    var version = SecretVersionName.of(System.getenv("PROJECT_ID"), "db-pass", "latest");
    try (var client = SecretManagerServiceClient.create(settings)) {
      System.out.println(client.accessSecretVersion(version).getPayload().getData().size());
      System.out.println("finished");
      var unused = System.in.read();
    }
  }
}
