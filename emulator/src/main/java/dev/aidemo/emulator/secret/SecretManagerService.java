package dev.aidemo.emulator.secret;

import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DeleteSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceGrpc;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import dev.aidemo.emulator.grpc.UnaryCall;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.zip.CRC32C;

/** Serves the calls on secrets and their versions. */
final class SecretManagerService extends SecretManagerServiceGrpc.SecretManagerServiceImplBase {
  private final Secrets secrets;

  SecretManagerService(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public void createSecret(CreateSecretRequest request, StreamObserver<Secret> observer) {
    UnaryCall.answer(
        observer,
        () -> secrets.create(request.getParent(), request.getSecretId(), request.getSecret()));
  }

  @Override
  public void getSecret(GetSecretRequest request, StreamObserver<Secret> observer) {
    UnaryCall.answer(observer, () -> secrets.secret(request.getName()));
  }

  @Override
  public void listSecrets(
      ListSecretsRequest request, StreamObserver<ListSecretsResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          if (!request.getFilter().isEmpty()) {
            throw Status.UNIMPLEMENTED
                .withDescription("The emulator has no filters.")
                .asRuntimeException();
          }
          List<Secret> all = secrets.secrets(request.getParent());
          return ListSecretsResponse.newBuilder()
              .addAllSecrets(all)
              .setTotalSize(all.size())
              .build();
        });
  }

  @Override
  public void deleteSecret(DeleteSecretRequest request, StreamObserver<Empty> observer) {
    UnaryCall.answerEmpty(observer, () -> secrets.delete(request.getName()));
  }

  @Override
  public void addSecretVersion(
      AddSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          SecretPayload payload = request.getPayload();
          if (payload.hasDataCrc32C() && payload.getDataCrc32C() != checksum(payload.getData())) {
            throw Status.INVALID_ARGUMENT
                .withDescription("The data_crc32c does not match the data.")
                .asRuntimeException();
          }
          return secrets.add(request.getParent(), payload.getData());
        });
  }

  @Override
  public void getSecretVersion(
      GetSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
    UnaryCall.answer(observer, () -> secrets.version(request.getName()).version());
  }

  @Override
  public void accessSecretVersion(
      AccessSecretVersionRequest request, StreamObserver<AccessSecretVersionResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          Secrets.Stored stored = secrets.version(request.getName());
          return AccessSecretVersionResponse.newBuilder()
              .setName(stored.version().getName())
              .setPayload(
                  SecretPayload.newBuilder()
                      .setData(stored.data())
                      .setDataCrc32C(checksum(stored.data())))
              .build();
        });
  }

  private static long checksum(ByteString data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data.asReadOnlyByteBuffer());
    return checksum.getValue();
  }
}
