package dev.aidemo.common.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.aidemo.common.failure.PoisonMessageException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as a stream, field by field. A value that is not as asked for is a {@link
 * PoisonMessageException} that names the field, the rule and the value.
 */
public final class JsonReader {
  /** Bounds the memory that one message can ask for. */
  public static final int MAX_ENTRIES = 250_000;

  private static final Pattern UUID_FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final int NONE = -1;

  private final JsonTokens tokens;
  private String field = "payload";
  private int entry = NONE;
  private int number = NONE;

  private JsonReader(JsonTokens tokens) {
    this.tokens = tokens;
  }

  /** Returns what {@code decode} makes of the one object that {@code json} must be. */
  public static <T> T read(byte[] json, Function<JsonReader, T> decode) {
    return read(new ByteArrayInputStream(json), decode);
  }

  /** Returns what {@code decode} makes of the one object that {@code json} must be. */
  public static <T> T read(InputStream json, Function<JsonReader, T> decode) {
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
  public boolean nextField() {
    if (next() == JsonToken.END_OBJECT) {
      return false;
    }
    field = tokens.name();
    next();
    return true;
  }

  /** Returns the name of the field. */
  public String field() {
    return field;
  }

  /** Skips the value of a field that nobody asked for. */
  public void skip() {
    tokens.skip();
  }

  /** Reads a string. */
  public String string() {
    require(token() == JsonToken.VALUE_STRING, "must be a string");
    return tokens.string();
  }

  /** Reads a string, or null. */
  public @Nullable String stringOrNull() {
    return isNull() ? null : string();
  }

  /** Reads a string that {@code find} knows; {@code rule} says which ones those are. */
  public <T> T choice(String rule, Function<String, Optional<T>> find) {
    require(token() == JsonToken.VALUE_STRING, rule);
    return find.apply(tokens.string()).orElseThrow(() -> broken(rule));
  }

  /** Reads a UUID, with dashes or without. */
  public UUID uuid() {
    String string = string();
    String dashed =
        string.length() == 32
            ? string.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
            : string;
    require(UUID_FORM.matcher(dashed).matches(), "must be a UUID");
    return UUID.fromString(dashed);
  }

  /** Reads an ISO-8601 time in UTC, or null. */
  public @Nullable Instant instantOrNull() {
    if (isNull()) {
      return null;
    }
    try {
      return Instant.parse(string());
    } catch (DateTimeException e) {
      throw broken("must be an ISO-8601 time in UTC");
    }
  }

  /** Reads a whole number from 0 to {@link Integer#MAX_VALUE}. */
  public int integer() {
    return (int) integer(Integer.MAX_VALUE);
  }

  /** Reads a whole number from 0 to {@code max}. */
  public long integer(long max) {
    require(token() == JsonToken.VALUE_NUMBER_INT, "must be a whole number");
    OptionalLong whole = tokens.wholeNumber();
    require(
        whole.isPresent() && whole.getAsLong() >= 0 && whole.getAsLong() <= max,
        "must be from 0 to " + max);
    return whole.getAsLong();
  }

  /** Reads 1 as true and 0 as false; nothing else, least of all null. */
  public boolean oneOrZero() {
    require(token() == JsonToken.VALUE_NUMBER_INT, "must be 1 or 0");
    String digits = tokens.string();
    require(digits.equals("1") || digits.equals("0"), "must be 1 or 0");
    return digits.equals("1");
  }

  /** Reads true or false. */
  public boolean bool() {
    require(token().isBoolean(), "must be true or false");
    return token() == JsonToken.VALUE_TRUE;
  }

  /** Reads a finite number. */
  public double number() {
    require(token().isNumeric(), "must be a number");
    double value = tokens.number();
    require(Double.isFinite(value), "must be a finite number");
    return value;
  }

  /** Reads an array of exactly {@code count} finite numbers. */
  public double[] numbers(int count) {
    require(token() == JsonToken.START_ARRAY, "must be an array of " + count + " numbers");
    var numbers = new double[count];
    for (number = 0; next() != JsonToken.END_ARRAY; number++) {
      require(number < count, "is one number more than " + count);
      numbers[number] = number();
    }
    int found = number;
    number = NONE;
    if (found < count) {
      throw new PoisonMessageException(path(), "must have " + count + " numbers", found);
    }
    return numbers;
  }

  /** Reads an array of finite numbers, of which there may be any number up to {@code max}. */
  public double[] numbersUpTo(int max) {
    require(token() == JsonToken.START_ARRAY, "must be an array of numbers");
    var numbers = new double[max];
    for (number = 0; next() != JsonToken.END_ARRAY; number++) {
      require(number < max, "is one number more than " + max);
      numbers[number] = number();
    }
    int found = number;
    number = NONE;
    return Arrays.copyOf(numbers, found);
  }

  /** Reads an array whose entries {@code read} reads. */
  public <T> List<T> array(Function<JsonReader, T> read) {
    List<T> values = new ArrayList<>();
    count(reader -> values.add(read.apply(reader)));
    return values;
  }

  /** Hands each entry of an array to {@code read}, and returns how many there are. */
  public int count(Consumer<JsonReader> read) {
    require(token() == JsonToken.START_ARRAY, "must be an array");
    for (entry = 0; next() != JsonToken.END_ARRAY; entry++) {
      if (entry == MAX_ENTRIES) {
        throw new PoisonMessageException(field + " must have at most " + MAX_ENTRIES + " entries");
      }
      read.accept(this);
    }
    int count = entry;
    entry = NONE;
    return count;
  }

  /** Reads an array as {@link #array} does, or null. */
  public <T> @Nullable List<T> arrayOrNull(Function<JsonReader, T> read) {
    return isNull() ? null : array(read);
  }

  /** Returns the entries of the field's array, none if it is null. */
  public <T> List<T> arrayOrEmpty(Function<JsonReader, T> read) {
    List<T> entries = arrayOrNull(read);
    return entries == null ? List.of() : entries;
  }

  /** Reads an object, the value of the field. */
  public <T> T object(Function<JsonReader, T> decode) {
    require(token() == JsonToken.START_OBJECT, "must be an object");
    String outer = field;
    int outerEntry = entry;
    entry = NONE;
    T value = decode.apply(this);
    field = outer;
    entry = outerEntry;
    return value;
  }

  /** Tells whether the value is null. */
  public boolean isNull() {
    return token() == JsonToken.VALUE_NULL;
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
      case VALUE_STRING -> "\"" + tokens.string() + "\"";
      default -> tokens.string();
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
