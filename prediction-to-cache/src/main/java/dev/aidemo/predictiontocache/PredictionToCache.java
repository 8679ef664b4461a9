package dev.aidemo.predictiontocache;

import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.ListedBatch;

/** {@code prediction -> Redis batches}: lists each batch once, newest first. */
public final class PredictionToCache extends PubSubFunction<ListedBatch> {
  private final RecentBatches batches;

  /** Called by the platform. */
  public PredictionToCache() {
    this(Environment.system());
    warmUp();
  }

  PredictionToCache(Environment environment) {
    super("prediction", ListedBatch::decode, environment);
    var redis = new Redis(environment);
    this.batches = new RecentBatches(redis);
    environment.check();
    prepareWith(redis::connect);
  }

  @Override
  protected void handle(ListedBatch batch, Event event) {
    batches.add(batch, event.timeUnless(batch.created()));
  }
}
