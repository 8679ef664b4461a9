package dev.aidemo.benchmarks.hotpaths;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.aidemo.common.message.PredictionRequest;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading a request. */
@State(Scope.Benchmark)
public class Decoding {
  @Param({"1", "1000", "10000"})
  public int rows;

  private final JsonFactory factory = new JsonFactory();
  private byte[] payload = new byte[0];

  @Setup
  public void encode() {
    payload = Banknotes.request(rows).encode();
  }

  @Benchmark
  public PredictionRequest decode() {
    return PredictionRequest.decode(payload);
  }

  /** Finds the tokens of the same bytes and makes nothing of them. */
  @Benchmark
  public int scan() throws IOException {
    int tokens = 0;
    try (JsonParser parser = factory.createParser(payload)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }
}
