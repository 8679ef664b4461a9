package dev.aidemo.common.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as a stream, field by field, so that a message of 10 MB needs no tree in
 * memory. Whatever is not as asked for is a {@link PoisonMessageException} that names the field.
 */
final class JsonReader {
  /** Bounds the memory that one message can ask for. */
  static final int MOST_ENTRIES = 250_000;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(100)
          .maxNumberLength(1_000)
          .maxNameLength(50_000)
          .build();

  // Names are not kept from one message to the next: a table of them is what hostile names fill.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(LIMITS)
          .build();

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final int NONE = -1;

  private final JsonParser parser;
  private String field = "payload";
  private int entry = NONE;
  private int number = NONE;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** What {@code decode} makes of the one object that {@code json} must be, in strict UTF-8. */
  static <T> T read(byte[] json, Function<JsonReader, T> decode) {
    // A decoder of our own: the parser would guess other encodings and mend broken characters.
    var characters =
        new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser parser = FACTORY.createParser(characters)) {
      var reader = new JsonReader(parser);
      reader.require(parser.nextToken() == JsonToken.START_OBJECT, "must be a JSON object");
      T value = decode.apply(reader);
      reader.field = "payload";
      reader.require(parser.nextToken() == null, "must be one JSON object with nothing behind it");
      return value;
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static PoisonMessageException unreadable(IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return new PoisonMessageException("payload is not UTF-8", cause);
    }
    if (cause instanceof StreamConstraintsException) {
      return new PoisonMessageException(
          "payload must have at most %d levels, %d digits in a number and %d characters in a name"
              .formatted(
                  LIMITS.getMaxNestingDepth(),
                  LIMITS.getMaxNumberLength(),
                  LIMITS.getMaxNameLength()),
          cause);
    }
    // The parser's own message quotes the payload, so only the place of the error is taken over.
    String place =
        cause instanceof StreamReadException e && e.getLocation() != null
            ? ", see line "
                + e.getLocation().getLineNr()
                + " column "
                + e.getLocation().getColumnNr()
            : "";
    return new PoisonMessageException("payload is not JSON" + place, cause);
  }

  /** Moves to the next field of the object; false at its end. */
  boolean nextField() {
    if (next() == JsonToken.END_OBJECT) {
      return false;
    }
    field = name();
    next();
    return true;
  }

  String field() {
    return field;
  }

  /** Passes over the value of a field that nobody asked for. */
  void skip() {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  String text() {
    require(token() == JsonToken.VALUE_STRING, "must be a text");
    return value();
  }

  @Nullable String textOrNull() {
    return isNull() ? null : text();
  }

  UUID uuid() {
    String text = text();
    String dashed =
        text.length() == 32
            ? text.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
            : text;
    require(UUID_TEXT.matcher(dashed).matches(), "must be a UUID");
    return UUID.fromString(dashed);
  }

  @Nullable Instant instantOrNull() {
    if (isNull()) {
      return null;
    }
    try {
      return Instant.parse(text());
    } catch (DateTimeException e) {
      throw broken("must be an ISO-8601 time in UTC");
    }
  }

  int integer() {
    return (int) integer(Integer.MAX_VALUE);
  }

  /** A whole number from 0 to {@code most}. */
  long integer(long most) {
    require(token() == JsonToken.VALUE_NUMBER_INT, "must be a whole number");
    try {
      long number = parser.getLongValue();
      require(number >= 0 && number <= most, "must be from 0 to " + most);
      return number;
    } catch (IOException e) {
      throw broken("must be from 0 to " + most);
    }
  }

  double number() {
    require(token().isNumeric(), "must be a number");
    try {
      double number = parser.getDoubleValue();
      require(Double.isFinite(number), "must be a finite number");
      return number;
    } catch (IOException e) {
      throw broken("must be a finite number");
    }
  }

  @Nullable List<Double> numbersOrNull() {
    return isNull() ? null : list(this::number);
  }

  List<String> texts() {
    return list(this::text);
  }

  /** 1 as true, 0 as false. Nothing else is a rating: least of all null. */
  List<Boolean> ratings() {
    return list(
        () -> {
          require(token() == JsonToken.VALUE_NUMBER_INT, "must be 1 or 0");
          String rating = value();
          require(rating.equals("1") || rating.equals("0"), "must be 1 or 0");
          return rating.equals("1");
        });
  }

  List<Verdict> verdicts() {
    return list(
        () -> {
          require(token() == JsonToken.VALUE_STRING, "must be real or fake");
          String verdict = value();
          require(verdict.equals("real") || verdict.equals("fake"), "must be real or fake");
          return verdict.equals("real") ? Verdict.REAL : Verdict.FAKE;
        });
  }

  List<Features> features() {
    return list(
        () -> {
          require(token() == JsonToken.START_ARRAY, "must be an array of 4 numbers");
          var numbers = new double[Features.COUNT];
          number = 0;
          while (next() != JsonToken.END_ARRAY) {
            require(number < numbers.length, "is one number more than 4");
            numbers[number] = number();
            number++;
          }
          int count = number;
          number = NONE;
          if (count < numbers.length) {
            throw new PoisonMessageException(path(), "must have 4 numbers", count);
          }
          return new Features(numbers[0], numbers[1], numbers[2], numbers[3]);
        });
  }

  /** The object that is the field's value. */
  <T> T object(Function<JsonReader, T> decode) {
    String outer = field;
    require(token() == JsonToken.START_OBJECT, "must be an object");
    T value = decode.apply(this);
    field = outer;
    return value;
  }

  private <T> List<T> list(Supplier<T> read) {
    require(token() == JsonToken.START_ARRAY, "must be an array");
    List<T> values = new ArrayList<>();
    for (entry = 0; next() != JsonToken.END_ARRAY; entry++) {
      if (entry == MOST_ENTRIES) {
        throw new PoisonMessageException(field + " must have at most " + MOST_ENTRIES + " entries");
      }
      values.add(read.get());
    }
    entry = NONE;
    return values;
  }

  private void require(boolean condition, String rule) {
    if (!condition) {
      throw broken(rule);
    }
  }

  private PoisonMessageException broken(String rule) {
    return new PoisonMessageException(path(), rule, shown());
  }

  private String path() {
    return field
        + (entry == NONE ? "" : "[" + entry + "]")
        + (number == NONE ? "" : "[" + number + "]");
  }

  private String shown() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "\"" + value() + "\"";
      default -> value();
    };
  }

  private JsonToken token() {
    return parser.currentToken();
  }

  private JsonToken next() {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new PoisonMessageException("payload is not JSON, it ends in the middle");
      }
      return token;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name() {
    try {
      return parser.currentName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String value() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
