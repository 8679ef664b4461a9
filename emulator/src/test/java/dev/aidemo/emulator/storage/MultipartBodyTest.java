package dev.aidemo.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultipartBodyTest {
  private static MultipartBody parse(String contentType, String body) {
    return MultipartBody.parse(
        contentType, body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private static final String BODY =
      """
      --edge
      Content-Type: application/json

      {"name": "a"}
      --edge
      content-type: text/plain
      content-transfer-encoding: binary

      first --edge line

      last line
      --edge--
      """;

  @Test
  void separatesMetadataAndMedia() {
    MultipartBody parts = parse("multipart/related; boundary=edge", BODY);

    assertThat(parts.metadata()).isEqualTo("{\"name\": \"a\"}");
    assertThat(parts.contentType()).isEqualTo("text/plain");
    assertThat(new String(parts.content(), StandardCharsets.UTF_8))
        .isEqualTo("first --edge line\r\n\r\nlast line");
  }

  @Test
  void understandsAQuotedBoundary() {
    assertThat(parse("multipart/related; boundary=\"edge\"", BODY).metadata()).contains("name");
  }

  @Test
  void refusesABodyWithoutTwoParts() {
    assertThatThrownBy(() -> parse("multipart/related; boundary=other", BODY))
        .hasMessageContaining("two parts");
    assertThatThrownBy(() -> parse("multipart/related", BODY)).hasMessageContaining("boundary");
    assertThatThrownBy(() -> MultipartBody.parse(null, new byte[0]))
        .hasMessageContaining("boundary");
  }
}
