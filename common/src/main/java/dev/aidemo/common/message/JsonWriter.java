package dev.aidemo.common.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object as a stream. */
public final class JsonWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final JsonGenerator generator;

  private JsonWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  /** The fields of one object. */
  @FunctionalInterface
  public interface Fields {
    void write(JsonWriter object) throws IOException;
  }

  /** What writes one entry of an array. */
  @FunctionalInterface
  interface Entry<T> {
    void write(JsonGenerator generator, T entry) throws IOException;
  }

  /** The object with these fields, as UTF-8. */
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

  /** A field with a text, or no field where there is no value. */
  public void text(String field, @Nullable Object value) throws IOException {
    if (value != null) {
      generator.writeStringField(field, value.toString());
    }
  }

  /** A field with a number. */
  public void number(String field, double value) throws IOException {
    generator.writeNumberField(field, value);
  }

  /** A field with a whole number. */
  public void number(String field, long value) throws IOException {
    generator.writeNumberField(field, value);
  }

  void object(String field, Fields fields) throws IOException {
    generator.writeObjectFieldStart(field);
    fields.write(this);
    generator.writeEndObject();
  }

  static void features(JsonGenerator generator, Features row) throws IOException {
    generator.writeArray(row.toArray(), 0, Features.COUNT);
  }

  /** A field with a list of texts. */
  public void texts(String field, List<String> values) throws IOException {
    array(field, values, JsonGenerator::writeString);
  }

  <T> void array(String field, List<T> values, Entry<T> entry) throws IOException {
    generator.writeArrayFieldStart(field);
    for (T value : values) {
      entry.write(generator, value);
    }
    generator.writeEndArray();
  }
}
