package dev.aidemo.common.http;

import dev.aidemo.common.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds what a request is answered with. */
public final class Answer {
  /** The content type of every JSON answer. */
  static final String JSON = "application/json; charset=utf-8";

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers = new LinkedHashMap<>();

  private Answer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  /** Answers 200 with a JSON object. */
  public static Answer json(JsonWriter.Fields fields) {
    return json(200, fields);
  }

  /** Answers a status with a JSON object. */
  public static Answer json(int status, JsonWriter.Fields fields) {
    return new Answer(status, JSON, JsonWriter.writeAnswer(fields));
  }

  /** Answers 200 with something else, such as a page. */
  public static Answer of(String contentType, byte[] body) {
    return new Answer(200, contentType, body);
  }

  static Answer empty(int status) {
    return new Answer(status, "", new byte[0]);
  }

  /** Adds a header, or replaces it. */
  public Answer with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}
