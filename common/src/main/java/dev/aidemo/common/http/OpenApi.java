package dev.aidemo.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Holds the description of the two public APIs (https://spec.openapis.org/oas/v3.1.0). */
final class OpenApi {
  private OpenApi() {}

  static byte[] document() throws IOException {
    try (InputStream document =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json"))) {
      return document.readAllBytes();
    }
  }
}
