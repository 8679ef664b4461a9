package dev.aidemo.emulator.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Carries the error that answers a request.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">HTTP status and
 *     error codes for JSON</a>
 */
final class StorageException extends RuntimeException {
  private final int code;
  private final String reason;

  private StorageException(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  static StorageException noSuchObject(String bucket, String name) {
    return new StorageException(404, "notFound", "No such object: " + bucket + "/" + name);
  }

  static StorageException noSuchBucket() {
    return new StorageException(404, "notFound", "The specified bucket does not exist.");
  }

  static StorageException noSuchUpload() {
    return new StorageException(404, "notFound", "There is no such upload session.");
  }

  static StorageException conflict(String message) {
    return new StorageException(409, "conflict", message);
  }

  static StorageException conditionNotMet() {
    return new StorageException(
        412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
  }

  static StorageException notModified() {
    return new StorageException(304, "notModified", "Not Modified");
  }

  static StorageException invalid(String message) {
    return new StorageException(400, "invalid", message);
  }

  static StorageException required(String parameter) {
    return new StorageException(400, "required", "Required parameter: " + parameter);
  }

  static StorageException rangeNotSatisfiable(String range) {
    return new StorageException(
        416,
        "requestedRangeNotSatisfiable",
        "The requested range cannot be satisfied (range=" + range + ").");
  }

  static StorageException unimplemented(String feature) {
    return new StorageException(501, "notImplemented", "The emulator has no " + feature + ".");
  }

  int code() {
    return code;
  }

  JsonObject json() {
    JsonObject detail = new JsonObject();
    detail.addProperty("message", getMessage());
    detail.addProperty("domain", "global");
    detail.addProperty("reason", reason);
    JsonArray errors = new JsonArray();
    errors.add(detail);
    JsonObject error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", getMessage());
    error.add("errors", errors);
    JsonObject body = new JsonObject();
    body.add("error", error);
    return body;
  }
}
