package dev.aidemo.emulator.storage;

import com.google.gson.JsonObject;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls that create an object, in three ways.
 *
 * @see <a href="https://cloud.google.com/storage/docs/uploads-downloads#uploads">Uploads</a>
 */
final class UploadCalls {
  private static final int RESUME_INCOMPLETE = 308;
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private final Buckets buckets;
  private final Map<String, ResumableUpload> sessions = new ConcurrentHashMap<>();

  UploadCalls(Buckets buckets) {
    this.buckets = buckets;
  }

  HttpResponse answer(Call call, String bucketName) {
    Bucket bucket = buckets.bucket(bucketName);
    String session = call.query().get("upload_id");
    if (session != null) {
      return resume(call, session);
    }
    if (call.method() != HttpMethod.POST) {
      throw StorageException.unimplemented(call.method() + " " + call.request().path());
    }
    String type = call.query().get("uploadType", "");
    return switch (type) {
      case "media" -> media(call, bucket);
      case "multipart" -> multipart(call, bucket);
      case "resumable" -> start(call, bucket);
      default -> throw StorageException.invalid("Invalid value '" + type + "' for uploadType.");
    };
  }

  private static HttpResponse media(Call call, Bucket bucket) {
    ObjectMetadata metadata = ObjectMetadata.parse("").withDefaultContentType(call.contentType());
    return insert(call, bucket, metadata, call.body());
  }

  private static HttpResponse multipart(Call call, Bucket bucket) {
    MultipartBody parts = MultipartBody.parse(call.contentType(), call.body());
    ObjectMetadata metadata =
        ObjectMetadata.parse(parts.metadata()).withDefaultContentType(parts.contentType());
    return insert(call, bucket, metadata, parts.content());
  }

  private static HttpResponse insert(
      Call call, Bucket bucket, ObjectMetadata metadata, byte[] content) {
    StoredObject stored =
        bucket.insert(
            objectName(call, metadata), Preconditions.of(call.query()), metadata, content);
    return StorageService.json(200, stored.json(call.address()));
  }

  private HttpResponse start(Call call, Bucket bucket) {
    ObjectMetadata metadata =
        ObjectMetadata.parse(call.bodyString())
            .withDefaultContentType(call.header("x-upload-content-type"));
    String name = objectName(call, metadata);
    Preconditions preconditions = Preconditions.of(call.query());
    bucket.checkInsert(name, preconditions);
    String session = UUID.randomUUID().toString();
    sessions.put(session, new ResumableUpload(bucket, name, preconditions, metadata));
    String location =
        "%s/upload/storage/v1/b/%s/o?uploadType=resumable&upload_id=%s"
            .formatted(call.address(), bucket.name(), session);
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK, HttpHeaderNames.LOCATION, location, "x-guploader-uploadid", session));
  }

  private HttpResponse resume(Call call, String session) {
    ResumableUpload upload = sessions.get(session);
    if (upload == null) {
      throw StorageException.noSuchUpload();
    }
    if (call.method() == HttpMethod.DELETE) {
      sessions.remove(session);
      return HttpResponse.of(HttpStatus.valueOf(CLIENT_CLOSED_REQUEST));
    }
    ContentRange range = ContentRange.of(call.header("content-range"), call.body().length);
    @Nullable JsonObject finished = receive(upload, range, call, session);
    return finished == null
        ? HttpResponse.of(incomplete(upload.received()))
        : StorageService.json(200, finished);
  }

  private @Nullable JsonObject receive(
      ResumableUpload upload, ContentRange range, Call call, String session) {
    try {
      return upload.receive(range, call.body(), call.address());
    } catch (StorageException e) {
      // The object cannot be created, so the client will not come back.
      sessions.remove(session);
      throw e;
    }
  }

  private static ResponseHeaders incomplete(int received) {
    ResponseHeadersBuilder headers = ResponseHeaders.builder(RESUME_INCOMPLETE);
    if (received > 0) {
      headers.add(HttpHeaderNames.RANGE, "bytes=0-" + (received - 1));
    }
    return headers.contentLength(0).build();
  }

  private static String objectName(Call call, ObjectMetadata metadata) {
    String inMetadata = metadata.string("name");
    String name = call.query().get("name", inMetadata == null ? "" : inMetadata);
    if (name.isEmpty()) {
      throw StorageException.required("name");
    }
    return name;
  }
}
