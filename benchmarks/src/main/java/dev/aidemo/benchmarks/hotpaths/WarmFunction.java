package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.result.Latencies;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.effect.Watching;
import dev.aidemo.common.function.Delivery;
import dev.aidemo.common.function.PubSubMessage;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.model.CurrentModel.Served;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.prediction.PredictionFunction;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives the real function one event of one row after the other, in this JVM. The function finds
 * Redis, the bucket and Pub/Sub, logs and publishes as always, but the publish call is measured
 * apart. In turns with each event the least that an event needs is done by hand: decode, classify,
 * encode. Prints the percentiles, in microseconds.
 */
final class WarmFunction {
  private static final int WARM_UP_EVENTS = 3_000;
  private static final Served STARTER = StarterModel.load();
  private static final byte[] PAYLOAD = new Banknotes().request(1).encode();

  /** When the publish call began, and then how long it took. */
  private static long publish;

  private WarmFunction() {}

  /** Takes the number of events. */
  public static void main(String[] arguments) throws IOException {
    Watching.changes(WarmFunction::note, WarmFunction::note);
    var function = new PredictionFunction();
    measure(function, WARM_UP_EVENTS);
    measure(function, Integer.parseInt(arguments[0]))
        .forEach(
            (name, times) -> {
              for (int percent : List.of(50, 99)) {
                double time = times.percentile(percent);
                System.out.printf(Locale.ROOT, "%s p%d %.3f%n", name, percent, time);
              }
            });
    System.out.println("finished");
    var unused = System.in.read();
  }

  /** Notes the beginning and the end of a change. */
  private static void note(SideEffect effect) {
    if (effect == SideEffect.PUBLISH) {
      publish = System.nanoTime() - publish;
    }
  }

  private static Map<String, Latencies> measure(PredictionFunction function, int count) {
    var events = new Latencies();
    var publishes = new Latencies();
    var pieces = new Latencies();
    var message = new PubSubMessage(Base64.getEncoder().encodeToString(PAYLOAD), Map.of());
    for (int i = 0; i < count; i++) {
      var delivery = new Delivery("message-" + i, Instant.now().toString());
      publish = 0;
      long start = System.nanoTime();
      function.accept(message, delivery);
      events.add((System.nanoTime() - start - publish) / 1e3);
      publishes.add(publish / 1e3);
      long pieceStart = System.nanoTime();
      byte[] encoded = predictByHand();
      pieces.add((System.nanoTime() - pieceStart) / 1e3);
      if (encoded.length == 0) {
        throw new IllegalStateException("nothing was encoded");
      }
    }
    return Map.of("event", events, "publish", publishes, "pieces", pieces);
  }

  private static byte[] predictByHand() {
    PredictionRequest request = PredictionRequest.decode(PAYLOAD);
    return new Prediction(
            request.batchId(),
            request.subjects(),
            request.features(),
            STARTER.classifier().classify(request.features()).verdicts(),
            STARTER.fileName(),
            null,
            Instant.now())
        .encode();
  }
}
