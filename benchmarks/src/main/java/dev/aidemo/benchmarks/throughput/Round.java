package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.services.PushTarget;
import dev.aidemo.benchmarks.throughput.Samples.Measurement;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** One turn of everything that is compared, with messages of one size. */
record Round(List<Ground> grounds, int size, Samples samples) {
  static final String DELIVERED = "delivered";
  static final String AGAIN = "delivered again";
  static final String ALONE = "store alone";
  static final String COPY = "COPY";

  /** So many rows in a round, that one of small messages does not measure the clock. */
  private static final int ROWS = 10_000;

  private static final int MOST_MESSAGES = 20;

  void run() throws IOException, InterruptedException, SQLException {
    for (Ground ground : grounds) {
      if (ground.rows() == 0) {
        ground.tables().empty();
      }
    }
    for (Operation operation : Operation.values()) {
      for (Ground ground : grounds) {
        deliver(operation, ground);
      }
      for (Ground ground : grounds) {
        perform(operation, ground);
      }
    }
    for (Ground ground : grounds) {
      copy(ground);
    }
  }

  private void deliver(Operation operation, Ground ground)
      throws IOException, InterruptedException {
    PushTarget function = ground.function(operation);
    List<SampleBatch> batches = batches();
    batches.forEach(batch -> operation.prepare(ground, batch));
    List<HttpRequest> requests =
        batches.stream().map(batch -> function.request(operation.payload(batch))).toList();
    for (String kind : List.of(DELIVERED, AGAIN)) {
      double seconds = 0;
      for (HttpRequest request : requests) {
        seconds += function.send(request);
      }
      add(kind, operation, ground, seconds);
    }
  }

  private void perform(Operation operation, Ground ground) {
    List<SampleBatch> batches = batches();
    batches.forEach(batch -> operation.prepare(ground, batch));
    long start = System.nanoTime();
    batches.forEach(batch -> operation.perform(ground, batch));
    add(ALONE, operation, ground, (System.nanoTime() - start) / 1e9);
  }

  private void copy(Ground ground) throws SQLException, IOException {
    double seconds = 0;
    for (byte[] rows : batches().stream().map(Tables::copyForm).toList()) {
      seconds += ground.tables().copy(rows);
    }
    add(COPY, Operation.STORE, ground, seconds);
  }

  private void add(String kind, Operation operation, Ground ground, double seconds) {
    samples.add(
        new Measurement(kind, operation, ground.rows(), size), seconds / (messages() * size));
  }

  private List<SampleBatch> batches() {
    return Stream.generate(() -> SampleBatch.of(size)).limit(messages()).toList();
  }

  private int messages() {
    return Math.max(1, Math.min(MOST_MESSAGES, ROWS / size));
  }
}
