package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.effect.SideEffectHooks;
import dev.aidemo.common.function.FakeContext;
import dev.aidemo.common.function.PubSubMessage;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.model.CurrentModel.Served;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.prediction.PredictionFunction;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * The real function in this JVM, given one event of one row after the other by a single thread. It
 * finds Redis, the bucket and Pub/Sub as always, logs as always, and publishes; but the time that a
 * publish call takes is measured on its own. In turn with each event, what an event is at the least
 * is done by hand: decode, classify, encode.
 *
 * <p>Answers one line for each percentile, in microseconds.
 */
final class WarmFunction {
  private static final int WARM_UP = 3_000;
  private static final Served STARTER = StarterModel.load();

  /** When the publish call under way began, and then how long it took. */
  private static long publish;

  private final PredictionFunction function = new PredictionFunction();
  private final byte[] payload = Banknotes.request(1).encode();
  private final String data = Base64.getEncoder().encodeToString(payload);
  private int written;

  private WarmFunction() {}

  /** Takes the number of events to measure. */
  public static void main(String[] arguments) {
    SideEffectHooks.set(WarmFunction::before, WarmFunction::after);
    var warm = new WarmFunction();
    warm.measure(WARM_UP, false);
    warm.measure(Integer.parseInt(arguments[0]), true);
  }

  private void measure(int count, boolean answered) {
    long[] events = new long[count];
    long[] publishes = new long[count];
    long[] pieces = new long[count];
    for (int i = 0; i < count; i++) {
      var message = new PubSubMessage(data, Map.of());
      var delivery = new FakeContext("message-" + i, Instant.now().toString());
      long start = System.nanoTime();
      function.accept(message, delivery);
      long end = System.nanoTime();
      publishes[i] = publish;
      events[i] = end - start - publish;
      long pieceStart = System.nanoTime();
      written += pieces();
      pieces[i] = System.nanoTime() - pieceStart;
    }
    if (answered) {
      answer("event", events);
      answer("publish", publishes);
      answer("pieces", pieces);
    }
    if (written == 0) {
      throw new IllegalStateException("nothing was encoded");
    }
  }

  private int pieces() {
    PredictionRequest request = PredictionRequest.decode(payload);
    return new Prediction(
            request.batchId(),
            request.subjects(),
            request.features(),
            STARTER.classifier().classify(request.features()).verdicts(),
            STARTER.fileName(),
            null,
            Instant.now())
        .encode()
        .length;
  }

  private static void before(SideEffect effect) {
    if (effect == SideEffect.PUBLISH) {
      publish = System.nanoTime();
    }
  }

  private static void after(SideEffect effect) {
    if (effect == SideEffect.PUBLISH) {
      publish = System.nanoTime() - publish;
    }
  }

  private static void answer(String name, long[] nanoseconds) {
    long[] sorted = nanoseconds.clone();
    Arrays.sort(sorted);
    for (int percent : new int[] {50, 99}) {
      int place = Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1);
      System.out.printf(Locale.ROOT, "%s p%d %.3f%n", name, percent, sorted[place] / 1e3);
    }
  }
}
