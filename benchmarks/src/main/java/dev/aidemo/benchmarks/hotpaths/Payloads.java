package dev.aidemo.benchmarks.hotpaths;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads a request and writes a prediction. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Payloads {
  @Param({"1", "1000", "10000"})
  public int rows;

  private final JsonFactory factory = new JsonFactory();
  private Prediction prediction = new Banknotes().prediction(1);
  private byte[] request = new byte[0];

  @Setup
  public void makePayloads() {
    var banknotes = new Banknotes();
    request = banknotes.request(rows).encode();
    prediction = banknotes.prediction(rows);
  }

  @Benchmark
  public PredictionRequest decode() {
    return PredictionRequest.decode(request);
  }

  /** Finds the tokens of the same bytes and makes nothing of them. */
  @Benchmark
  public int scan() throws IOException {
    int tokens = 0;
    try (JsonParser parser = factory.createParser(request)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  @Benchmark
  public byte[] encode() {
    return prediction.encode();
  }
}
