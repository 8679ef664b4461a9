package dev.aidemo.common.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object as a stream, in UTF-8. */
public final class JsonWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private static final JsonFactory ANSWERS =
      new JsonFactoryBuilder().characterEscapes(new BrowserEscapes()).build();

  private final JsonGenerator generator;
  private final boolean isAnswer;

  private JsonWriter(JsonGenerator generator, boolean isAnswer) {
    this.generator = generator;
    this.isAnswer = isAnswer;
  }

  /** Writes the fields of one object. */
  @FunctionalInterface
  public interface Fields {
    void write(JsonWriter object) throws IOException;
  }

  /** Writes one entry of an array. */
  @FunctionalInterface
  public interface Entry<T> {
    void write(JsonWriter array, T entry) throws IOException;
  }

  /** Returns the object with these fields. */
  public static byte[] write(Fields fields) {
    return write(FACTORY, false, fields);
  }

  /**
   * Returns the object as a line for clients of an HTTP API: safe inside a page, and with numbers
   * as JavaScript writes them.
   */
  public static byte[] writeAnswer(Fields fields) {
    return write(ANSWERS, true, fields);
  }

  private static byte[] write(JsonFactory factory, boolean isAnswer, Fields fields) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = factory.createGenerator(bytes)) {
      generator.writeStartObject();
      fields.write(new JsonWriter(generator, isAnswer));
      generator.writeEndObject();
      if (isAnswer) {
        generator.writeRaw('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes a field with a string, or no field if there is no value. */
  public void string(String field, @Nullable Object value) throws IOException {
    if (value != null) {
      generator.writeStringField(field, value.toString());
    }
  }

  /** Writes a field with a string, or with null if there is no value. */
  public void stringOrNull(String field, @Nullable Object value) throws IOException {
    if (value == null) {
      nothing(field);
    } else {
      string(field, value);
    }
  }

  /** Writes a field with a number. */
  public void number(String field, double value) throws IOException {
    generator.writeFieldName(field);
    number(value);
  }

  /** Writes a field with a whole number. */
  public void number(String field, long value) throws IOException {
    generator.writeNumberField(field, value);
  }

  /** Writes a field with null. */
  public void nothing(String field) throws IOException {
    generator.writeNullField(field);
  }

  /** Writes a field with true or false. */
  public void flag(String field, boolean value) throws IOException {
    generator.writeBooleanField(field, value);
  }

  /** Writes an object as an entry of an array. */
  public void object(Fields fields) throws IOException {
    generator.writeStartObject();
    fields.write(this);
    generator.writeEndObject();
  }

  /** Writes null as an entry of an array. */
  public void nothing() throws IOException {
    generator.writeNull();
  }

  /** Writes a field with an object. */
  public void object(String field, Fields fields) throws IOException {
    generator.writeObjectFieldStart(field);
    fields.write(this);
    generator.writeEndObject();
  }

  /** Writes a field with an array of strings. */
  public void strings(String field, List<String> values) throws IOException {
    array(field, values, JsonWriter::string);
  }

  /** Writes a field with an array. */
  public <T> void array(String field, List<T> values, Entry<? super T> entry) throws IOException {
    generator.writeArrayFieldStart(field);
    for (T value : values) {
      entry.write(this, value);
    }
    generator.writeEndArray();
  }

  /** Writes a string as an entry of an array. */
  public void string(String entry) throws IOException {
    generator.writeString(entry);
  }

  /** Writes true or false as an entry of an array. */
  public void bool(boolean entry) throws IOException {
    generator.writeBoolean(entry);
  }

  /** Writes a number as an entry of an array. */
  public void number(double entry) throws IOException {
    if (isAnswer) {
      generator.writeNumber(PlainNumber.of(entry));
    } else {
      generator.writeNumber(entry);
    }
  }

  /** Writes a whole number as an entry of an array. */
  public void number(int entry) throws IOException {
    generator.writeNumber(entry);
  }

  /** Writes an array of numbers as an entry of an array. */
  public void numbers(double[] entry) throws IOException {
    generator.writeStartArray();
    for (double number : entry) {
      number(number);
    }
    generator.writeEndArray();
  }
}
