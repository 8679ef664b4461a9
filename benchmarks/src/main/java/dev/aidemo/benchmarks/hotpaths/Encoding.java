package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing a prediction. */
@State(Scope.Benchmark)
public class Encoding {
  @Param({"1", "1000", "10000"})
  public int rows;

  private Prediction prediction = prediction(1);
  private byte[] encoded = new byte[0];

  @Setup
  public void predict() {
    prediction = prediction(rows);
    encoded = prediction.encode();
  }

  @Benchmark
  public byte[] encode() {
    return prediction.encode();
  }

  /** Copies the same bytes through a stream, as encoding does at the least. */
  @Benchmark
  public byte[] copy() {
    var bytes = new ByteArrayOutputStream();
    bytes.write(encoded, 0, encoded.length);
    return bytes.toByteArray();
  }

  private static Prediction prediction(int rows) {
    PredictionRequest request = Banknotes.request(rows);
    return new Prediction(
        request.batchId(),
        request.subjects(),
        request.features(),
        Collections.nCopies(rows, Verdict.REAL),
        "model-0000000001.pb",
        null,
        Instant.ofEpochSecond(1_700_000_000));
  }
}
