package dev.aidemo.emulator.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AbortedException;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ProjectName;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretName;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersionName;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import dev.aidemo.emulator.Emulator;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class SecretManagerIT {
  private static Emulator server;

  @BeforeAll
  static void start() {
    server = Emulator.start(0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  enum Transport {
    GRPC {
      @Override
      SecretManagerServiceSettings.Builder settings() {
        var settings = SecretManagerServiceSettings.newBuilder();
        return settings
            .setTransportChannelProvider(
                SecretManagerServiceSettings.defaultGrpcTransportProviderBuilder()
                    .setChannelConfigurator(builder -> builder.usePlaintext())
                    .build())
            .setEndpoint(server.address());
      }
    },
    HTTP {
      @Override
      SecretManagerServiceSettings.Builder settings() {
        return SecretManagerServiceSettings.newHttpJsonBuilder()
            .setEndpoint("http://" + server.address());
      }
    };

    abstract SecretManagerServiceSettings.Builder settings();

    SecretManagerServiceClient client() throws IOException {
      return SecretManagerServiceClient.create(
          settings().setCredentialsProvider(NoCredentialsProvider.create()).build());
    }
  }

  private static SecretPayload payload(String value) {
    return SecretPayload.newBuilder().setData(ByteString.copyFromUtf8(value)).build();
  }

  private static Secret secret() {
    return Secret.newBuilder()
        .setReplication(
            Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance()))
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void servesTheVersionThatWasAddedLast(Transport transport) throws IOException {
    try (var client = transport.client()) {
      var name = SecretName.of("p", "db-pass-" + transport);
      client.createSecret(ProjectName.of("p"), name.getSecret(), secret());
      client.addSecretVersion(name, payload("old"));
      client.addSecretVersion(name, payload("new"));

      var latest =
          client.accessSecretVersion(SecretVersionName.of("p", name.getSecret(), "latest"));
      var first = client.accessSecretVersion(SecretVersionName.of("p", name.getSecret(), "1"));
      assertThat(latest.getName()).isEqualTo(name + "/versions/2");
      assertThat(latest.getPayload().getData().toStringUtf8()).isEqualTo("new");
      assertThat(first.getPayload().getData().toStringUtf8()).isEqualTo("old");
      var checksum = new CRC32C();
      checksum.update(new byte[] {'n', 'e', 'w'});
      assertThat(latest.getPayload().getDataCrc32C()).isEqualTo(checksum.getValue());
      assertThat(client.getSecret(name).getName()).isEqualTo(name.toString());
      assertThat(client.getSecretVersion(latest.getName()).getState())
          .isEqualTo(SecretVersion.State.ENABLED);
      assertThat(client.listSecrets(ProjectName.of("p")).iterateAll()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesWhatWasCreatedInTheSameProcess(Transport transport) throws IOException {
    String name = "put-" + transport;
    server.createSecret("p", name, "first");
    server.createSecret("p", name, "second");
    try (var client = transport.client()) {
      assertThat(
              client
                  .accessSecretVersion(SecretVersionName.of("p", name, "latest"))
                  .getPayload()
                  .getData()
                  .toStringUtf8())
          .isEqualTo("second");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItDoesNotHave(Transport transport) throws IOException {
    try (var client = transport.client()) {
      var version = SecretVersionName.of("p", "any", "1");
      refused(() -> client.listSecretVersions(SecretName.of("p", "any")));
      refused(() -> client.disableSecretVersion(version));
      refused(() -> client.enableSecretVersion(version));
      refused(() -> client.destroySecretVersion(version));
      refused(() -> client.updateSecret(secret(), FieldMask.getDefaultInstance()));
      refused(
          () ->
              client.listSecrets(
                  ListSecretsRequest.newBuilder().setParent("projects/p").setFilter("a").build()));
    }
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(UnimplementedException.class);
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsAbsentTakenOrDamaged(Transport transport) throws IOException {
    try (var client = transport.client()) {
      var name = SecretName.of("p", "refused-" + transport);
      assertThatThrownBy(() -> client.getSecret(name))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("Secret [" + name + "] not found.");
      client.createSecret(ProjectName.of("p"), name.getSecret(), secret());
      assertThatThrownBy(() -> client.createSecret(ProjectName.of("p"), name.getSecret(), secret()))
          .isInstanceOf(
              // Over HTTP both are 409, and the client takes the other one.
              transport == Transport.HTTP ? AbortedException.class : AlreadyExistsException.class);
      assertThatThrownBy(
              () ->
                  client.accessSecretVersion(SecretVersionName.of("p", name.getSecret(), "latest")))
          .isInstanceOf(NotFoundException.class);
      assertThatThrownBy(
              () ->
                  client.addSecretVersion(name, payload("a").toBuilder().setDataCrc32C(1).build()))
          .isInstanceOf(InvalidArgumentException.class);
      client.deleteSecret(name);
      assertThatThrownBy(() -> client.getSecret(name)).isInstanceOf(NotFoundException.class);
    }
  }
}
