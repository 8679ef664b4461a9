package dev.aidemo.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import dev.aidemo.emulator.Emulator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With Google's own client. */
@Timeout(60)
class CloudStorageIT {
  private static final byte[] CONTENT = "a model".getBytes(StandardCharsets.UTF_8);
  private static Emulator server;
  private static Storage storage;

  @BeforeAll
  static void start() {
    server = Emulator.start(0);
    server.createBucket("models");
    storage =
        StorageOptions.newBuilder()
            .setHost("http://" + server.address())
            .setProjectId("p")
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
  }

  @AfterAll
  static void stop() throws Exception {
    storage.close();
    server.close();
  }

  private static BlobInfo info(String name) {
    return BlobInfo.newBuilder("models", name)
        .setContentType("application/x-protobuf")
        .setMetadata(Map.of("version", "7"))
        .build();
  }

  private static void fails(ThrowingCallable call, int code, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(code);
              assertThat(e.getReason()).isEqualTo(reason);
            });
  }

  @Test
  void refusesToCreateAnObjectTwiceWhenItMustNotExist() {
    Blob first = storage.create(info("once"), CONTENT, BlobTargetOption.doesNotExist());
    fails(
        () ->
            storage.create(
                info("once"),
                "b".getBytes(StandardCharsets.UTF_8),
                BlobTargetOption.doesNotExist()),
        412,
        "conditionNotMet");

    assertThat(storage.readAllBytes(first.getBlobId())).isEqualTo(CONTENT);
  }

  @Test
  void letsOnlyOneOfManyConcurrentCreationsWin() throws Exception {
    Callable<Boolean> creation =
        () -> {
          try {
            storage.create(info("raced"), CONTENT, BlobTargetOption.doesNotExist());
            return true;
          } catch (StorageException e) {
            return false;
          }
        };
    var threads = Executors.newFixedThreadPool(8);
    int won = 0;
    for (var attempt : threads.invokeAll(Collections.nCopies(16, creation))) {
      won += attempt.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(won).isEqualTo(1);
  }

  @Test
  void keepsContentChecksumsAndMetadata() {
    Blob created = storage.create(info("kept"), CONTENT);
    Blob read = storage.get("models", "kept");

    assertThat(read.getContent()).isEqualTo(CONTENT);
    assertThat(read.getMetadata()).isEqualTo(Map.of("version", "7"));
    assertThat(read.getContentType()).isEqualTo("application/x-protobuf");
    assertThat(read.getSize()).isEqualTo(CONTENT.length);
    assertThat(read.getGeneration()).isEqualTo(created.getGeneration());
    assertThat(read.getMetageneration()).isEqualTo(1);
    assertThat(read.getMd5ToHexString()).isEqualTo("fe2dbffd447a970c1a42dac39791f114");
    assertThat(read.getCrc32c()).isEqualTo(Checksums.of(CONTENT).crc32c());
    assertThat(read.getCreateTimeOffsetDateTime()).isNotNull();
  }

  @Test
  void givesEachOverwriteALaterGeneration() {
    Blob first = storage.create(info("overwritten"), CONTENT);
    Blob second = storage.create(info("overwritten"), CONTENT);

    assertThat(second.getGeneration()).isGreaterThan(first.getGeneration());
    assertThat(storage.get(first.getBlobId())).isNull();
    fails(
        () ->
            storage.create(
                info("overwritten").toBuilder().setBlobId(first.getBlobId()).build(),
                CONTENT,
                BlobTargetOption.generationMatch()),
        412,
        "conditionNotMet");
  }

  @Test
  void listsByPrefixAndOffsetInTheOrderOfNames() {
    for (String name : List.of("list/3", "list/1", "list/2", "lists")) {
      storage.create(info(name), CONTENT);
    }

    assertThat(storage.list("models", BlobListOption.prefix("list/")).iterateAll())
        .extracting(Blob::getName)
        .containsExactly("list/1", "list/2", "list/3");
    assertThat(
            storage
                .list(
                    "models",
                    BlobListOption.prefix("list/"),
                    BlobListOption.startOffset("list/2"),
                    BlobListOption.pageSize(1))
                .iterateAll())
        .extracting(blob -> blob.getName() + blob.getMetadata())
        .containsExactly("list/2{version=7}", "list/3{version=7}");
    assertThat(storage.list("models", BlobListOption.endOffset("list/2")).iterateAll())
        .extracting(Blob::getName)
        .contains("list/1")
        .doesNotContain("list/2");
    assertThat(
            storage
                .list("models", BlobListOption.prefix("list"), BlobListOption.currentDirectory())
                .iterateAll())
        .extracting(Blob::getName)
        .containsExactlyInAnyOrder("list/", "lists");
  }

  @Test
  void deletesAnObject() {
    storage.create(info("deleted"), CONTENT);

    assertThat(storage.delete("models", "deleted")).isTrue();
    assertThat(storage.delete("models", "deleted")).isFalse();
    assertThat(storage.get("models", "deleted")).isNull();
    fails(() -> storage.readAllBytes("models", "deleted"), 404, "notFound");
  }

  @Test
  void changesMetadataOnly() {
    Blob created = storage.create(info("patched"), CONTENT);
    Blob patched = created.toBuilder().setMetadata(Map.of("holdout", "1")).build().update();

    assertThat(patched.getMetadata()).containsEntry("holdout", "1");
    assertThat(patched.getMetageneration()).isEqualTo(2);
    assertThat(patched.getGeneration()).isEqualTo(created.getGeneration());
    assertThat(patched.getContent()).isEqualTo(CONTENT);
  }

  @Test
  void takesALargeObjectInChunks() throws Exception {
    byte[] large = new byte[5_000_000];
    new Random(1).nextBytes(large);
    try (var writer = storage.writer(info("large"), Storage.BlobWriteOption.doesNotExist())) {
      writer.setChunkSize(1 << 20);
      writer.write(ByteBuffer.wrap(large));
    }
    var read = new ByteArrayOutputStream();
    try (var reader = storage.reader(BlobId.of("models", "large"))) {
      reader.setChunkSize(1 << 20);
      Channels.newInputStream(reader).transferTo(read);
    }

    assertThat(read.toByteArray()).isEqualTo(large);
    assertThat(storage.get("models", "large").getMetadata()).containsEntry("version", "7");
    assertThatThrownBy(
            () -> {
              try (var writer =
                  storage.writer(info("large"), Storage.BlobWriteOption.doesNotExist())) {
                writer.write(ByteBuffer.wrap(CONTENT));
              }
            })
        .hasStackTraceContaining("412");
  }

  @Test
  void takesAnyName() {
    for (String name : List.of("a b", "a+b", "a%2Fb", "ä/ö?#&=", "./x")) {
      storage.create(info(name), CONTENT);
      assertThat(storage.get("models", name).getName()).isEqualTo(name);
      assertThat(storage.readAllBytes("models", name)).isEqualTo(CONTENT);
      assertThat(storage.delete("models", name)).isTrue();
    }
  }
}
