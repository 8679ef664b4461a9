package dev.aidemo.common.message;

import com.fasterxml.jackson.core.JsonToken;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final int NONE = -1;

  private final JsonTokens tokens;
  private String field = "payload";
  private int entry = NONE;
  private int number = NONE;

  private JsonReader(JsonTokens tokens) {
    this.tokens = tokens;
  }

  /** What {@code decode} makes of the one object that {@code json} must be. */
  static <T> T read(byte[] json, Function<JsonReader, T> decode) {
    try (JsonTokens tokens = JsonTokens.of(json)) {
      var reader = new JsonReader(tokens);
      reader.require(tokens.next() == JsonToken.START_OBJECT, "must be a JSON object");
      T value = decode.apply(reader);
      reader.field = "payload";
      reader.require(tokens.next() == null, "must be one JSON object with nothing behind it");
      return value;
    }
  }

  /** Moves to the next field of the object; false at its end. */
  boolean nextField() {
    if (next() == JsonToken.END_OBJECT) {
      return false;
    }
    field = tokens.name();
    next();
    return true;
  }

  String field() {
    return field;
  }

  /** Passes over the value of a field that nobody asked for. */
  void skip() {
    tokens.skip();
  }

  boolean isNull() {
    return token() == JsonToken.VALUE_NULL;
  }

  String text() {
    require(token() == JsonToken.VALUE_STRING, "must be a text");
    return tokens.text();
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
    OptionalLong whole = tokens.wholeNumber();
    require(
        whole.isPresent() && whole.getAsLong() >= 0 && whole.getAsLong() <= most,
        "must be from 0 to " + most);
    return whole.getAsLong();
  }

  double number() {
    require(token().isNumeric(), "must be a number");
    double value = tokens.number();
    require(Double.isFinite(value), "must be a finite number");
    return value;
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
          String rating = tokens.text();
          require(rating.equals("1") || rating.equals("0"), "must be 1 or 0");
          return rating.equals("1");
        });
  }

  List<Verdict> verdicts() {
    return list(
        () -> {
          require(token() == JsonToken.VALUE_STRING, "must be real or fake");
          String verdict = tokens.text();
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
    JsonToken token = token();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "\"" + tokens.text() + "\"";
      default -> tokens.text();
    };
  }

  private JsonToken token() {
    return tokens.current();
  }

  private JsonToken next() {
    JsonToken token = tokens.next();
    if (token == null) {
      throw new PoisonMessageException("payload is not JSON, it ends in the middle");
    }
    return token;
  }
}
