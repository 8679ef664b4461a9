package dev.aidemo.operations.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableTest {
  private static String payload(String string) {
    return Printable.payload(string.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(Printable.line("é a\u001b[2J\n\u009b\u202e😀"))
        .isEqualTo("é a\\u001b[2J\\u000a\\u009b\\u202e😀");
    assertThat(payload("a\n\u001b[2J\tb")).isEqualTo("a\n\\u001b[2J\\u0009b");
  }

  @Test
  void jsonIsIndentedAndKeepsItsNumbersAndDuplicateFields() {
    assertThat(payload("{\"a\":1.10,\"a\":[1e400,\"\u009b\"]}"))
        .isEqualTo("{\n  \"a\" : 1.10,\n  \"a\" : [ 1e400, \"\\u009b\" ]\n}");
  }

  @Test
  void invalidJsonIsShownAsItIs() {
    assertThat(payload("{\"a\":1")).isEqualTo("{\"a\":1");
  }

  @Test
  void bytesThatAreNotUtf8AreShownInHexadecimalUpToALimit() {
    assertThat(Printable.payload(new byte[] {-1, 0, 27}))
        .isEqualTo("(3 bytes that are not UTF-8)\n000000  ff 00 1b");
    var many = new byte[5000];
    many[0] = -1;
    assertThat(Printable.payload(many)).hasLineCount(258).endsWith("\n...");
    assertThat(Printable.payload(new byte[0])).isEqualTo("(no data)");
  }

  @Test
  void aLongLineIsTruncated() {
    assertThat(Printable.line("x".repeat(12), 10)).isEqualTo("xxxxxxx...");
  }
}
