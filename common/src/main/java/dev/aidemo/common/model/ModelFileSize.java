package dev.aidemo.common.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts the parts of a protobuf message before it is parsed. An empty part takes two bytes of a
 * file and a hundred of memory, so that a file of a few megabytes could fill the heap.
 */
final class ModelFileSize {
  /** An SVM of {@link Trainer#MAX_SVM_ROWS} rows has about 12,000 parts. */
  private static final int MAX_PARTS = 50_000;

  /** Our files nest 12 deep; each level is a frame of the stack. */
  private static final int MAX_DEPTH = 24;

  private int parts;

  private ModelFileSize() {}

  /**
   * Returns if the message has no more parts than one of our models.
   *
   * @throws IllegalArgumentException if it has more
   * @throws IOException if it is not protobuf
   */
  static void check(byte[] message, Descriptor type) throws IOException {
    new ModelFileSize().count(CodedInputStream.newInstance(message), type, 0);
  }

  /** Checks a part that is packed in another one. */
  static void check(ByteString message, Descriptor type) throws IOException {
    new ModelFileSize().count(message.newCodedInput(), type, 0);
  }

  private void count(CodedInputStream input, Descriptor type, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nests too deep");
    }
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      parts++;
      if (parts > MAX_PARTS) {
        throw new IllegalArgumentException("has more than " + MAX_PARTS + " parts");
      }
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field != null
          && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        int outer = input.pushLimit(input.readRawVarint32());
        count(input, field.getMessageType(), depth + 1);
        input.popLimit(outer);
      } else {
        input.skipField(tag);
      }
    }
  }
}
