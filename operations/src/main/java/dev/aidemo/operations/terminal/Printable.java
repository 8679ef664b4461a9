package dev.aidemo.operations.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What others wrote, so that a terminal shows it and obeys none of it. */
public final class Printable {
  private static final int MOST_BYTES = 4096;
  private static final int BYTES_A_LINE = 16;

  private Printable() {}

  /** A text in one line, with {@code \\u001b} and the like for what is not seen. */
  public static String line(String text) {
    return escape(text, false);
  }

  /** As {@link #line}, with three dots for what is beyond {@code longest} characters. */
  public static String line(String text, int longest) {
    String line = line(text);
    return line.length() <= longest ? line : line.substring(0, longest - 3) + "...";
  }

  /** A payload: JSON indented, other text as it is, other bytes in hexadecimal digits. */
  public static String payload(byte[] payload) {
    if (payload.length == 0) {
      return "(no data)";
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      return hexadecimal(payload);
    }
    return escape(indented(text), true).stripTrailing();
  }

  /** As a stream, so that a field that is given twice or a number is shown as it is. */
  private static String indented(String text) {
    var indented = new StringWriter();
    var factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(text);
        JsonGenerator generator = factory.createGenerator(indented)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter());
      while (parser.nextToken() != null) {
        if (parser.currentToken().isNumeric()) {
          generator.writeNumber(parser.getText());
        } else {
          generator.copyCurrentEvent(parser);
        }
      }
    } catch (IOException notJson) {
      return text;
    }
    return indented.toString();
  }

  private static String hexadecimal(byte[] bytes) {
    var lines = new StringBuilder("(" + bytes.length + " bytes that are no text)\n");
    int shown = Math.min(bytes.length, MOST_BYTES);
    for (int start = 0; start < shown; start += BYTES_A_LINE) {
      int end = Math.min(start + BYTES_A_LINE, shown);
      lines.append("%06x  ".formatted(start));
      lines.append(HexFormat.ofDelimiter(" ").formatHex(bytes, start, end)).append('\n');
    }
    return lines.append(shown < bytes.length ? "..." : "").toString().stripTrailing();
  }

  private static String escape(String text, boolean manyLines) {
    var escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (isSeen(character) || (manyLines && character == '\n')) {
                escaped.appendCodePoint(character);
              } else {
                for (char unit : Character.toChars(character)) {
                  escaped.append("\\u%04x".formatted((int) unit));
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
