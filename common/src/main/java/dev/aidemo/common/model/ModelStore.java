package dev.aidemo.common.model;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.util.Data;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.google.GoogleService;
import dev.aidemo.common.message.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Stores model files in the bucket. A file's content is written once and never changed; its
 * metadata carries the whole {@code model} message, so that the bucket alone can tell what each
 * file is, and a mark if it is pinned.
 *
 * <p>Reads {@code BUCKET} and, if it is set, {@code STORAGE_EMULATOR_HOST}. No call waits longer
 * than ten seconds for the bucket.
 */
public final class ModelStore {
  private static final String PREFIX = "model-";
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  /** As a precondition, this generation means that the object must not exist. */
  private static final long ABSENT = 0;

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(6);
  private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(2);

  /**
   * About 79,000 support vectors. Reading takes some ten times the size, and {@code prediction} has
   * 128 MB of heap.
   */
  private static final long MAX_FILE_BYTES = 4L << 20;

  private final String bucket;
  private final GoogleService<Storage> service;

  public ModelStore(Environment environment) {
    this.bucket = environment.string("BUCKET");
    this.service =
        new GoogleService<>(
            "Cloud Storage",
            Storage.class,
            Storage.Builder::new,
            environment.emulator("STORAGE_EMULATOR_HOST"),
            ANSWER_TIMEOUT,
            RETRY_TIMEOUT);
  }

  /** Returns the file name of a version; names sort as versions do. */
  public static String fileName(long version) {
    return PREFIX + "%010d.pb".formatted(version);
  }

  /**
   * Creates the bucket unless it exists. Only the local stack does this; on Google Cloud, deploying
   * creates it.
   *
   * @throws GoogleException if Cloud Storage rejects the name or does not answer
   */
  public void createBucket(String project) {
    var description = new Bucket().setName(bucket);
    try {
      service.call(client -> client.buckets().insert(project, description).execute());
    } catch (GoogleException e) {
      if (e.status() != CONFLICT) {
        throw e;
      }
    }
  }

  /**
   * Uploads a file, which must not exist yet; uploading the same training again is harmless.
   *
   * @throws GoogleException if another file has the name, or the bucket does not answer
   */
  public void upload(TrainedModel model, byte[] file) {
    var object =
        new StorageObject()
            .setName(model.modelFileName())
            .setMetadata(
                Map.of(
                    "version",
                    Long.toString(model.version()),
                    "accuracy",
                    Double.toString(model.accuracy()),
                    "holdout",
                    String.valueOf(model.holdout()),
                    ModelFile.MESSAGE,
                    new String(model.encode(), StandardCharsets.UTF_8)));
    try {
      SideEffect.UPLOAD.perform(() -> service.call(client -> insert(client, object, file)));
    } catch (GoogleException e) {
      // An earlier attempt may have succeeded and its answer was lost.
      if (e.status() != PRECONDITION_FAILED || !isUploaded(model)) {
        throw e;
      }
    }
  }

  /**
   * Asks for the bucket, to see whether it answers.
   *
   * @throws GoogleException if it does not, or does not exist
   */
  public void check() {
    service.call(client -> client.objects().list(bucket).setMaxResults(1L).execute());
  }

  /**
   * Lists all models in the bucket, in the order of their names, except files without a readable
   * message.
   *
   * @throws GoogleException if the bucket does not answer
   */
  public List<TrainedModel> list() {
    return ModelFile.models(files());
  }

  /**
   * Lists all model files as {@link #list} does.
   *
   * @throws GoogleException if the bucket does not answer
   */
  public List<ModelFile> files() {
    List<ModelFile> files = new ArrayList<>();
    String page = null;
    do {
      Objects objects = list(page);
      if (objects.getItems() != null) {
        objects.getItems().forEach(object -> ModelFile.of(object).ifPresent(files::add));
      }
      page = objects.getNextPageToken();
    } while (page != null);
    return files;
  }

  /**
   * Marks a file as pinned, so that no training deletes it.
   *
   * @throws ModelFileException if there is none
   * @throws GoogleException if the bucket does not answer; pinning again is harmless
   */
  public void pin(String fileName) {
    if (!mark(fileName, "true")) {
      throw missing(fileName);
    }
  }

  /**
   * Removes the mark of a pinned file, if there is one.
   *
   * @throws GoogleException if the bucket does not answer
   */
  public void unpin(String fileName) {
    mark(fileName, Data.nullOf(String.class));
  }

  /**
   * Deletes a file, unless it was pinned or changed otherwise since it was listed.
   *
   * @return whether it was deleted
   * @throws GoogleException if the bucket does not answer
   */
  public boolean delete(ModelFile file) {
    try {
      SideEffect.DELETE.perform(() -> service.call(client -> delete(client, file)));
      return true;
    } catch (GoogleException e) {
      if (e.status() == PRECONDITION_FAILED || e.status() == GoogleException.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Downloads a file.
   *
   * @throws ModelFileException if there is none, or it is too large or damaged
   * @throws GoogleException if the bucket does not answer
   */
  public byte[] download(String fileName) {
    StorageObject object = find(fileName).orElseThrow(() -> missing(fileName));
    if (object.getSize().longValueExact() > MAX_FILE_BYTES) {
      throw new ModelFileException(fileName + " is larger than " + MAX_FILE_BYTES + " bytes");
    }
    byte[] file = service.call(client -> read(client, fileName));
    if (!crc32c(file).equals(object.getCrc32c())) {
      throw new ModelFileException(fileName + " is damaged: its CRC32C is not the bucket's");
    }
    return file;
  }

  private boolean isUploaded(TrainedModel model) {
    return find(model.modelFileName())
        .flatMap(ModelFile::of)
        .filter(found -> found.model().jobId().equals(model.jobId()))
        .isPresent();
  }

  private Optional<StorageObject> find(String fileName) {
    return ifPresent(client -> client.objects().get(bucket, fileName).execute());
  }

  private boolean mark(String fileName, String value) {
    var change = new StorageObject().setMetadata(Map.of(ModelFile.PINNED, value));
    return ifPresent(client -> client.objects().patch(bucket, fileName, change).execute())
        .isPresent();
  }

  private Optional<StorageObject> ifPresent(GoogleService.Call<Storage, StorageObject> call) {
    try {
      return Optional.of(service.call(call));
    } catch (GoogleException e) {
      if (e.status() == GoogleException.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private ModelFileException missing(String fileName) {
    return new ModelFileException(fileName + " is not in bucket " + bucket);
  }

  private Void delete(Storage client, ModelFile file) throws IOException {
    return client
        .objects()
        .delete(bucket, file.model().modelFileName())
        .setIfGenerationMatch(file.generation())
        .setIfMetagenerationMatch(file.metageneration())
        .execute();
  }

  private StorageObject insert(Storage client, StorageObject object, byte[] file)
      throws IOException {
    Storage.Objects.Insert insert =
        client
            .objects()
            .insert(bucket, object, new ByteArrayContent("application/x-protobuf", file))
            .setIfGenerationMatch(ABSENT);
    insert.getMediaHttpUploader().setDirectUploadEnabled(true);
    return insert.execute();
  }

  private Objects list(@Nullable String page) {
    return service.call(
        client ->
            client
                .objects()
                .list(bucket)
                .setPrefix(PREFIX)
                .setFields("items(name,generation,metageneration,metadata),nextPageToken")
                .setPageToken(page)
                .execute());
  }

  private byte[] read(Storage client, String fileName) throws IOException {
    try (InputStream file = client.objects().get(bucket, fileName).executeMediaAsInputStream()) {
      return file.readNBytes((int) MAX_FILE_BYTES + 1);
    }
  }

  private static String crc32c(byte[] file) {
    var checksum = new CRC32C();
    checksum.update(file);
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }
}
