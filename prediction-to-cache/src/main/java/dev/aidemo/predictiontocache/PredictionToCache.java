package dev.aidemo.predictiontocache;

import dev.aidemo.common.cache.BatchCache;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.Prediction;
import java.util.Objects;

/** {@code prediction -> Redis batches}: shows each batch once at the head of the list. */
public final class PredictionToCache extends PubSubFunction<Prediction> {
  private final BatchCache batches;

  /** As the platform makes it. */
  public PredictionToCache() {
    this(Environment.system());
    warmUp();
  }

  PredictionToCache(Environment environment) {
    super("prediction", Prediction::decode, environment);
    var redis = new Redis(environment);
    this.batches = new BatchCache(redis);
    environment.check();
    prepareWith(redis::connect);
  }

  @Override
  protected void handle(Prediction prediction, Event event) {
    batches.push(prediction, Objects.requireNonNullElse(prediction.created(), event.time()));
  }
}
