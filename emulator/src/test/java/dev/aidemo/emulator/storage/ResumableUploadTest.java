package dev.aidemo.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.QueryParams;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResumableUploadTest {
  private static final Preconditions NONE = Preconditions.of(QueryParams.of());

  @Test
  void doesNotKeepTheContentOfAnObjectThatIsGone() {
    var bucket = new Bucket("b", Instant.EPOCH, () -> 1);
    var upload = new ResumableUpload(bucket, "a", NONE, ObjectMetadata.parse(""));
    assertThat(upload.receive(new ContentRange(0, 3), new byte[3], "http://a")).isNotNull();
    var content = new WeakReference<>(bucket.get("a", NONE).content());
    bucket.delete("a", NONE);
    System.gc();

    assertThat(content.get()).isNull();
    Reference.reachabilityFence(upload);
  }
}
