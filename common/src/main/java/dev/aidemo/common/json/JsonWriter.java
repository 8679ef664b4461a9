package dev.aidemo.common.json;

import com.fasterxml.jackson.core.JsonFactory;
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

  private final JsonGenerator generator;

  private JsonWriter(JsonGenerator generator) {
    this.generator = generator;
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
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      generator.writeStartObject();
      fields.write(new JsonWriter(generator));
      generator.writeEndObject();
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

  /** Writes a field with a number. */
  public void number(String field, double value) throws IOException {
    generator.writeNumberField(field, value);
  }

  /** Writes a field with a whole number. */
  public void number(String field, long value) throws IOException {
    generator.writeNumberField(field, value);
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

  /** Writes a number as an entry of an array. */
  public void number(double entry) throws IOException {
    generator.writeNumber(entry);
  }

  /** Writes a whole number as an entry of an array. */
  public void number(int entry) throws IOException {
    generator.writeNumber(entry);
  }

  /** Writes an array of numbers as an entry of an array. */
  public void numbers(double[] entry) throws IOException {
    generator.writeArray(entry, 0, entry.length);
  }
}
