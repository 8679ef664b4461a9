package dev.aidemo.trainingtocache;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.RecentTrainings;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.TrainedModel;
import java.util.logging.Logger;

/** {@code model -> Redis jobs, model:latest}: lists the training, and promotes its model or not. */
public final class TrainingToCache extends PubSubFunction<TrainedModel> {
  private static final Logger logger = Logger.getLogger(TrainingToCache.class.getName());

  private final RecentTrainings trainings;
  private final ModelRegister register;

  /** Called by the platform. */
  public TrainingToCache() {
    this(Environment.system());
    warmUp();
  }

  TrainingToCache(Environment environment) {
    super("model", TrainedModel::decode, environment);
    var redis = new Redis(environment);
    this.trainings = new RecentTrainings(redis);
    this.register = new ModelRegister(redis);
    environment.check();
    prepareWith(redis::connect);
  }

  @Override
  protected void handle(TrainedModel model, Event event) {
    trainings.add(model, event.timeUnless(model.created()));
    String outcome =
        register
            .offer(model)
            .notPromotedBecause()
            .map(reason -> "is not promoted: " + reason)
            .orElse("is the champion");
    logger.info(
        "Model version %d with accuracy %.4f %s"
            .formatted(model.version(), model.accuracy(), outcome));
  }
}
