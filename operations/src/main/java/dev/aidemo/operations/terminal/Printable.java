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

/** Escapes what others wrote, so that the terminal shows it instead of executing it. */
public final class Printable {
  private static final int MAX_BYTES = 4096;
  private static final int BYTES_PER_LINE = 16;

  private Printable() {}

  /** Returns a string as one line, with {@code \\u001b} and the like for invisible characters. */
  public static String line(String string) {
    return escape(string, false);
  }

  /** Returns at most {@code maxLength} characters of the line, which then ends in three dots. */
  public static String line(String string, int maxLength) {
    String line = line(string);
    return line.length() <= maxLength ? line : line.substring(0, maxLength - 3) + "...";
  }

  /** Returns a payload: JSON indented, other strings as they are, other bytes in hexadecimal. */
  public static String payload(byte[] payload) {
    if (payload.length == 0) {
      return "(no data)";
    }
    String string;
    try {
      string = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      return hexadecimal(payload);
    }
    return escape(indented(string), true).stripTrailing();
  }

  /** Copies tokens, because a tree would lose duplicate fields and the digits of numbers. */
  private static String indented(String string) {
    var indented = new StringWriter();
    var factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(string);
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
      return string;
    }
    return indented.toString();
  }

  private static String hexadecimal(byte[] bytes) {
    var lines = new StringBuilder("(" + bytes.length + " bytes that are not UTF-8)\n");
    int shown = Math.min(bytes.length, MAX_BYTES);
    for (int start = 0; start < shown; start += BYTES_PER_LINE) {
      int end = Math.min(start + BYTES_PER_LINE, shown);
      lines.append("%06x  ".formatted(start));
      lines.append(HexFormat.ofDelimiter(" ").formatHex(bytes, start, end)).append('\n');
    }
    return lines.append(shown < bytes.length ? "..." : "").toString().stripTrailing();
  }

  private static String escape(String string, boolean multiline) {
    var escaped = new StringBuilder(string.length());
    string
        .codePoints()
        .forEach(
            character -> {
              if (isVisible(character) || (multiline && character == '\n')) {
                escaped.appendCodePoint(character);
              } else {
                for (char unit : Character.toChars(character)) {
                  escaped.append("\\u%04x".formatted((int) unit));
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isVisible(int character) {
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
