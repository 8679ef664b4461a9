package dev.aidemo.common.model;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.config.JavaTransport;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.message.PoisonMessageException;
import dev.aidemo.common.message.TrainedModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bucket of model files. A file is written once and never changed; its metadata carries the
 * whole {@code model} message, so that the bucket alone can tell what each file is.
 *
 * <p>Reads {@code PROJECT_ID}, {@code BUCKET} and, where it is set, {@code STORAGE_EMULATOR_HOST}.
 * No call waits longer than ten seconds for the bucket.
 */
public final class ModelStore {
  private static final Logger logger = Logger.getLogger(ModelStore.class.getName());
  private static final String MESSAGE = "message";
  private static final int PRECONDITION_FAILED = 412;
  private static final int LONGEST_WAIT_MILLISECONDS = 10_000;

  /**
   * About 79,000 support vectors. Reading takes some ten times the size, and {@code prediction} has
   * 128 MB of heap.
   */
  private static final long LARGEST_FILE = 4L << 20;

  private final String project;
  private final String bucket;
  private final Optional<String> emulator;
  private @Nullable Storage client;

  public ModelStore(Environment environment) {
    this.project = environment.text("PROJECT_ID");
    this.bucket = environment.text("BUCKET");
    this.emulator = environment.emulator("STORAGE_EMULATOR_HOST");
  }

  /** The file name of a version; names sort as versions do. */
  public static String fileName(long version) {
    return "model-%010d.pb".formatted(version);
  }

  /**
   * Uploads a file that must not exist; uploading the same training again is harmless.
   *
   * @throws StorageException if another file has the name, or the bucket does not answer
   */
  public void upload(TrainedModel model, byte[] file) {
    BlobInfo blob =
        BlobInfo.newBuilder(BlobId.of(bucket, model.modelFileName()))
            .setContentType("application/x-protobuf")
            .setMetadata(
                Map.of(
                    "version",
                    Long.toString(model.version()),
                    "accuracy",
                    Double.toString(model.accuracy()),
                    "holdout",
                    String.valueOf(model.holdout()),
                    MESSAGE,
                    new String(model.encode(), StandardCharsets.UTF_8)))
            .build();
    try {
      SideEffect.UPLOAD.perform(() -> client().create(blob, file, BlobTargetOption.doesNotExist()));
    } catch (StorageException e) {
      // The client may have tried twice because the first answer was lost.
      if (e.getCode() != PRECONDITION_FAILED || !isUploaded(model)) {
        throw e;
      }
    }
  }

  /**
   * All models in the bucket, in the order of their names; a file without a readable message is
   * left out.
   *
   * @throws StorageException if the bucket does not answer
   */
  public List<TrainedModel> list() {
    List<TrainedModel> models = new ArrayList<>();
    for (Blob blob :
        client()
            .list(bucket, BlobListOption.fields(BlobField.NAME, BlobField.METADATA))
            .iterateAll()) {
      message(blob).ifPresent(models::add);
    }
    return models;
  }

  /**
   * Downloads a file.
   *
   * @throws ModelFileException if there is none, or it is too large or damaged
   * @throws StorageException if the bucket does not answer
   */
  public byte[] download(String fileName) {
    Blob blob = client().get(BlobId.of(bucket, fileName));
    if (blob == null) {
      throw new ModelFileException(fileName + " is not in bucket " + bucket);
    }
    if (blob.getSize() > LARGEST_FILE) {
      throw new ModelFileException(fileName + " is larger than " + LARGEST_FILE + " bytes");
    }
    byte[] file = client().readAllBytes(blob.getBlobId());
    if (!crc32c(file).equals(blob.getCrc32c())) {
      throw new ModelFileException(fileName + " is damaged: its CRC32C is not the bucket's");
    }
    return file;
  }

  private boolean isUploaded(TrainedModel model) {
    Blob blob = client().get(BlobId.of(bucket, model.modelFileName()));
    return blob != null
        && message(blob).filter(found -> found.jobId().equals(model.jobId())).isPresent();
  }

  private static Optional<TrainedModel> message(Blob blob) {
    Map<String, @Nullable String> metadata = blob.getMetadata();
    String message = metadata == null ? null : metadata.get(MESSAGE);
    if (message == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrainedModel.decode(message.getBytes(StandardCharsets.UTF_8)));
    } catch (PoisonMessageException e) {
      logger.warning("Model file " + blob.getName() + " is passed over: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String crc32c(byte[] file) {
    var checksum = new CRC32C();
    checksum.update(file);
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  private synchronized Storage client() {
    if (client == null) {
      StorageOptions.Builder options =
          StorageOptions.http()
              .setProjectId(project)
              .setTransportOptions(
                  HttpTransportOptions.newBuilder()
                      .setHttpTransportFactory(JavaTransport::create)
                      .setConnectTimeout(5_000)
                      .setReadTimeout(LONGEST_WAIT_MILLISECONDS)
                      .build())
              .setRetrySettings(
                  RetrySettings.newBuilder()
                      .setInitialRetryDelayDuration(Duration.ofMillis(200))
                      .setRetryDelayMultiplier(2)
                      .setMaxRetryDelayDuration(Duration.ofSeconds(5))
                      .setMaxAttempts(4)
                      .setTotalTimeoutDuration(Duration.ofMillis(LONGEST_WAIT_MILLISECONDS))
                      .build());
      emulator.ifPresent(
          address ->
              options.setHost("http://" + address).setCredentials(NoCredentials.getInstance()));
      client = options.build().getService();
    }
    return client;
  }
}
