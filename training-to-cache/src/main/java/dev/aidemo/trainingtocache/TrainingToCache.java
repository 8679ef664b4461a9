package dev.aidemo.trainingtocache;

import dev.aidemo.common.cache.ModelCache;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.TrainedModel;
import java.time.Instant;
import java.util.Objects;
import java.util.logging.Logger;

/** {@code model -> Redis model:latest, jobs}: lists the training, and promotes its model or not. */
public final class TrainingToCache extends PubSubFunction<TrainedModel> {
  private static final Logger logger = Logger.getLogger(TrainingToCache.class.getName());

  private final ModelCache models;

  /** As the platform makes it. */
  public TrainingToCache() {
    this(Environment.system());
    warmUp();
  }

  TrainingToCache(Environment environment) {
    super("model", TrainedModel::decode, environment);
    var redis = new Redis(environment);
    this.models = new ModelCache(redis);
    environment.check();
    prepareWith(redis::connect);
  }

  @Override
  protected void handle(TrainedModel model, Event event) {
    Instant created = Objects.requireNonNullElse(model.created(), event.time());
    String outcome =
        models
            .offerOrRefuse(model, created)
            .map(reason -> "is not promoted: " + reason)
            .orElse("is the champion");
    logger.info(
        "Model version %d with accuracy %.4f %s"
            .formatted(model.version(), model.accuracy(), outcome));
  }
}
