package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.result.Latencies;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.effect.SideEffectHooks;
import dev.aidemo.common.function.FakeContext;
import dev.aidemo.common.function.PubSubMessage;
import dev.aidemo.common.message.SamplePayloads;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.prediction.PredictionFunction;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Gives the real function one event of one row after the other, in this JVM. The function finds
 * Redis, the bucket and Pub/Sub, logs and publishes as always, but the publish call is measured
 * apart. Prints the percentiles of both, in microseconds: with the starter model, or with the same
 * model once it is calibrated and tells how sure it is.
 */
final class WarmFunction {
  private static final int WARM_UP_EVENTS = 3_000;

  /** When the publish call began, and then how long it took. */
  private static long publish;

  private WarmFunction() {}

  /** Takes the number of events, and whether the model is calibrated. */
  public static void main(String[] arguments) throws IOException {
    boolean calibrated = Boolean.parseBoolean(arguments[1]);
    serve(calibrated);
    SideEffectHooks.set(WarmFunction::note, WarmFunction::note);
    var function = new PredictionFunction();
    var message =
        new PubSubMessage(
            Base64.getEncoder().encodeToString(new Banknotes().request(1).encode()), Map.of());
    var events = new Latencies();
    var publishes = new Latencies();
    for (int i = 0; i < WARM_UP_EVENTS + Integer.parseInt(arguments[0]); i++) {
      var delivery = new FakeContext("message-" + i, Instant.now().toString());
      publish = 0;
      long start = System.nanoTime();
      function.accept(message, delivery);
      long time = System.nanoTime() - start;
      if (i >= WARM_UP_EVENTS) {
        events.add((time - publish) / 1e3);
        publishes.add(publish / 1e3);
      }
    }
    String kind = calibrated ? "calibrated prediction event" : "prediction event";
    for (int percent : new int[] {50, 99}) {
      String event = kind + " without the publish call, p" + percent;
      System.out.println(event + ", " + events.percentile(percent));
      System.out.println("publish call, p" + percent + ", " + publishes.percentile(percent));
    }
    System.out.println("finished");
    var unused = System.in.read();
  }

  /** Pins the starter model, calibrated or not, which is then loaded from its file. */
  private static void serve(boolean calibrated) {
    Environment environment = Environment.system();
    Classifier starter = StarterModel.load().classifier();
    Classifier model = calibrated ? starter.calibratedOn(Banknotes.DATA.holdout()) : starter;
    TrainedModel file = SamplePayloads.model(0.1, calibrated ? 2 : 1);
    new ModelStore(environment).upload(file, model.write());
    new ModelRegister(new Redis(environment)).pin(file.modelFileName());
  }

  /** Notes the beginning and the end of a change. */
  private static void note(SideEffect effect) {
    if (effect == SideEffect.PUBLISH) {
      publish = System.nanoTime() - publish;
    }
  }
}
