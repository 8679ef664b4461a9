package dev.aidemo.emulator.storage;

import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One generation of an object. Nothing changes its content. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
record StoredObject(
    String bucket,
    String name,
    long generation,
    long metageneration,
    Instant created,
    Instant updated,
    ObjectMetadata metadata,
    Checksums checksums,
    byte[] content) {

  StoredObject patched(JsonObject changes, Instant now) {
    return new StoredObject(
        bucket,
        name,
        generation,
        metageneration + 1,
        created,
        now,
        metadata.patched(changes),
        checksums,
        content);
  }

  String etag() {
    return Long.toString(generation, 36) + "/" + metageneration;
  }

  /**
   * Returns the resource as the API shows it.
   *
   * @param address the server with its scheme, for the links
   */
  JsonObject json(String address) {
    JsonObject json = new JsonObject();
    String path = "/storage/v1/b/" + bucket + "/o/" + encoded(name);
    json.addProperty("kind", "storage#object");
    json.addProperty("id", bucket + "/" + name + "/" + generation);
    json.addProperty("selfLink", address + path);
    json.addProperty(
        "mediaLink", address + "/download" + path + "?generation=" + generation + "&alt=media");
    json.addProperty("name", name);
    json.addProperty("bucket", bucket);
    json.addProperty("generation", Long.toString(generation));
    json.addProperty("metageneration", Long.toString(metageneration));
    json.addProperty("contentType", metadata.contentType());
    json.addProperty("storageClass", "STANDARD");
    json.addProperty("size", Integer.toString(content.length));
    json.addProperty("md5Hash", checksums.md5());
    json.addProperty("crc32c", checksums.crc32c());
    json.addProperty("etag", etag());
    json.addProperty("timeCreated", created.toString());
    json.addProperty("updated", updated.toString());
    json.addProperty("timeStorageClassUpdated", created.toString());
    metadata.copyTo(json);
    return json;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
