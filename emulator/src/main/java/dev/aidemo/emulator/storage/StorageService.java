package dev.aidemo.emulator.storage;

import com.google.gson.JsonObject;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;

/** Routes each request to its call, and turns exceptions into Google's JSON. */
final class StorageService implements HttpService {
  private static final int NOT_MODIFIED = 304;

  private final BucketCalls buckets;
  private final ObjectCalls objects;
  private final UploadCalls uploads;

  StorageService(Buckets all) {
    this.buckets = new BucketCalls(all);
    this.objects = new ObjectCalls(all);
    this.uploads = new UploadCalls(all);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(StorageService.this::answer, context.blockingTaskExecutor()));
  }

  private HttpResponse answer(AggregatedHttpRequest request) {
    try {
      return route(Call.of(request));
    } catch (StorageException e) {
      return e.code() == NOT_MODIFIED
          ? HttpResponse.of(HttpStatus.NOT_MODIFIED)
          : json(e.code(), e.json());
    }
  }

  private HttpResponse route(Call call) {
    List<String> path = call.path();
    if (call.upload() && path.size() == 3 && isObjects(path)) {
      return uploads.answer(call, path.get(1));
    }
    if (call.upload() || !"b".equals(path.get(0))) {
      throw unknown(call);
    }
    return switch (path.size()) {
      case 1 -> onBuckets(call);
      case 2 -> onBucket(call, path.get(1));
      case 3 -> onObjects(call, path.get(1));
      case 4 -> onObject(call, path.get(1), path.get(3));
      default -> throw unknown(call);
    };
  }

  private HttpResponse onBuckets(Call call) {
    if (call.method() == HttpMethod.GET) {
      return buckets.list(call);
    }
    if (call.method() == HttpMethod.POST) {
      return buckets.create(call);
    }
    throw unknown(call);
  }

  private HttpResponse onBucket(Call call, String bucket) {
    if (call.method() == HttpMethod.GET) {
      return buckets.get(call, bucket);
    }
    if (call.method() == HttpMethod.DELETE) {
      return buckets.delete(bucket);
    }
    throw unknown(call);
  }

  private HttpResponse onObjects(Call call, String bucket) {
    if (isObjects(call.path()) && call.method() == HttpMethod.GET) {
      return objects.list(call, bucket);
    }
    throw unknown(call);
  }

  private HttpResponse onObject(Call call, String bucket, String object) {
    if (isObjects(call.path())) {
      if (call.method() == HttpMethod.GET) {
        return objects.get(call, bucket, object);
      }
      if (call.method() == HttpMethod.PATCH) {
        return objects.patch(call, bucket, object);
      }
      if (call.method() == HttpMethod.DELETE) {
        return objects.delete(call, bucket, object);
      }
    }
    throw unknown(call);
  }

  private static boolean isObjects(List<String> path) {
    return "o".equals(path.get(2));
  }

  private static StorageException unknown(Call call) {
    return StorageException.unimplemented(call.method() + " " + call.request().path());
  }

  static HttpResponse json(int code, JsonObject body) {
    return HttpResponse.of(HttpStatus.valueOf(code), MediaType.JSON_UTF_8, body.toString());
  }
}
