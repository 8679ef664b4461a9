package dev.aidemo.emulator.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;

/** Answers the calls on buckets. */
final class BucketCalls {
  private final Buckets buckets;

  BucketCalls(Buckets buckets) {
    this.buckets = buckets;
  }

  HttpResponse create(Call call) {
    String name = new ObjectMetadata(call.json()).string("name");
    if (name == null) {
      throw StorageException.required("name");
    }
    return StorageService.json(200, json(buckets.create(name), call));
  }

  HttpResponse get(Call call, String name) {
    return StorageService.json(200, json(buckets.bucket(name), call));
  }

  HttpResponse list(Call call) {
    JsonArray items = new JsonArray();
    buckets.all().forEach(bucket -> items.add(json(bucket, call)));
    JsonObject body = new JsonObject();
    body.addProperty("kind", "storage#buckets");
    body.add("items", items);
    return StorageService.json(200, body);
  }

  HttpResponse delete(String name) {
    buckets.delete(name);
    return HttpResponse.of(HttpStatus.NO_CONTENT);
  }

  private static JsonObject json(Bucket bucket, Call call) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", "storage#bucket");
    json.addProperty("id", bucket.name());
    json.addProperty("name", bucket.name());
    json.addProperty("selfLink", call.address() + "/storage/v1/b/" + bucket.name());
    json.addProperty("timeCreated", bucket.created().toString());
    json.addProperty("updated", bucket.created().toString());
    json.addProperty("metageneration", "1");
    json.addProperty("location", "US");
    json.addProperty("storageClass", "STANDARD");
    json.addProperty("etag", "CAE=");
    return json;
  }
}
