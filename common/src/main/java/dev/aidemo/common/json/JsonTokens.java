package dev.aidemo.common.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.aidemo.common.failure.PoisonMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Splits one JSON document in strict UTF-8 into its tokens. A document that is not JSON, or larger
 * than any payload, is a {@link PoisonMessageException}.
 */
final class JsonTokens implements AutoCloseable {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(100)
          .maxNumberLength(1_000)
          .maxNameLength(50_000)
          .maxStringLength(100_000)
          .build();

  /** The parser remembers all fields of each open object, to find one that occurs twice. */
  private static final int MAX_FIELDS = 1_000;

  // Names are not kept from one message to the next, because hostile names would fill the table.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(LIMITS)
          .build();

  private final JsonParser parser;

  private JsonTokens(JsonParser parser) {
    this.parser = parser;
  }

  static JsonTokens of(InputStream json) {
    // A decoder of our own, because the parser guesses other encodings and mends broken characters.
    var characters = new InputStreamReader(json, StandardCharsets.UTF_8.newDecoder());
    try {
      return new JsonTokens(FACTORY.createParser(characters));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Moves to the next token; null at the end. */
  @Nullable JsonToken next() {
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.FIELD_NAME
          && parser.getParsingContext().getCurrentIndex() >= MAX_FIELDS) {
        throw beyondLimits(null);
      }
      return token;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  JsonToken current() {
    return parser.currentToken();
  }

  /** The name of the field. */
  String name() {
    try {
      return parser.currentName();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The token as it stands, a string without its quotes. */
  String string() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** A whole number, or nothing if it is too large for a long. */
  OptionalLong wholeNumber() {
    try {
      return OptionalLong.of(parser.getLongValue());
    } catch (InputCoercionException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** A number; infinite if it is too large for a double. */
  double number() {
    try {
      return parser.getDoubleValue();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Moves to the end of the object or array that begins at this token. */
  void skip() {
    int depth = 0;
    for (JsonToken token = current(); token != null; token = next()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static PoisonMessageException unreadable(IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return new PoisonMessageException("payload is not UTF-8", cause);
    }
    if (cause instanceof StreamConstraintsException) {
      return beyondLimits(cause);
    }
    // The parser's own message quotes the payload, so ours names the place of the error only.
    String place =
        cause instanceof StreamReadException e && e.getLocation() != null
            ? ", see line "
                + e.getLocation().getLineNr()
                + " column "
                + e.getLocation().getColumnNr()
            : "";
    return new PoisonMessageException("payload is not JSON" + place, cause);
  }

  private static PoisonMessageException beyondLimits(@Nullable IOException cause) {
    return new PoisonMessageException(
        ("payload must have at most %d levels, %d fields in an object, %d digits in a number, %d"
                + " characters in a name and %d in a string")
            .formatted(
                LIMITS.getMaxNestingDepth(),
                MAX_FIELDS,
                LIMITS.getMaxNumberLength(),
                LIMITS.getMaxNameLength(),
                LIMITS.getMaxStringLength()),
        cause);
  }
}
