package dev.aidemo.common.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a body and stops where it is larger than a message of Pub/Sub can be. */
final class BoundedBody extends FilterInputStream {
  /** Limit of Pub/Sub: https://cloud.google.com/pubsub/quotas#resource_limits. */
  static final long MAX_BYTES = 10_000_000;

  private long bytes;

  BoundedBody(InputStream body) {
    super(body);
  }

  static HttpProblem tooLarge() {
    return new HttpProblem(413, "the body must have at most " + MAX_BYTES + " bytes");
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) {
    bytes += read;
    if (bytes > MAX_BYTES) {
      throw tooLarge();
    }
  }
}
