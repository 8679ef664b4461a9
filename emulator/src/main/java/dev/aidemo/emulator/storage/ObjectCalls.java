package dev.aidemo.emulator.storage;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Answers the calls on objects that exist. */
final class ObjectCalls {
  private final Buckets buckets;

  ObjectCalls(Buckets buckets) {
    this.buckets = buckets;
  }

  HttpResponse list(Call call, String bucket) {
    return StorageService.json(
        200, Listing.of(call.query()).json(buckets.bucket(bucket), call.address()));
  }

  HttpResponse get(Call call, String bucket, String object) {
    Preconditions preconditions = Preconditions.of(call.query());
    StoredObject stored = buckets.bucket(bucket).get(object, preconditions);
    if (!"media".equals(call.query().get("alt"))) {
      return StorageService.json(200, stored.json(call.address()));
    }
    return media(stored, call.header("range"));
  }

  HttpResponse patch(Call call, String bucket, String object) {
    StoredObject stored =
        buckets.bucket(bucket).patch(object, Preconditions.of(call.query()), call.json());
    return StorageService.json(200, stored.json(call.address()));
  }

  HttpResponse delete(Call call, String bucket, String object) {
    buckets.bucket(bucket).delete(object, Preconditions.of(call.query()));
    return HttpResponse.of(HttpStatus.NO_CONTENT);
  }

  private static HttpResponse media(StoredObject stored, @Nullable String header) {
    byte[] content = stored.content();
    ByteRange range = ByteRange.of(header, content.length);
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(range.partial() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
            .add(HttpHeaderNames.CONTENT_TYPE, stored.metadata().contentType())
            .add(HttpHeaderNames.ETAG, stored.etag())
            .add("x-goog-generation", Long.toString(stored.generation()))
            .add("x-goog-metageneration", Long.toString(stored.metageneration()))
            .add("x-goog-stored-content-encoding", "identity")
            .add("x-goog-stored-content-length", Integer.toString(content.length))
            .add("x-goog-hash", "crc32c=" + stored.checksums().crc32c())
            .add("x-goog-hash", "md5=" + stored.checksums().md5())
            .add("x-goog-storage-class", "STANDARD");
    if (range.partial()) {
      headers.add(HttpHeaderNames.CONTENT_RANGE, range.contentRange(content.length));
    }
    return HttpResponse.of(
        headers.build(), HttpData.wrap(Arrays.copyOfRange(content, range.start(), range.end())));
  }
}
