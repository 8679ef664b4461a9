package dev.aidemo.prediction;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.model.Classifier.Classification;
import dev.aidemo.common.model.CurrentModel;
import dev.aidemo.common.model.CurrentModel.Served;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.common.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** {@code request -> prediction}: classifies each banknote of a batch with the current model. */
public final class PredictionFunction extends PubSubFunction<PredictionRequest> {
  /** Classified once at the start, so that the first event finds everything loaded. */
  private static final PredictionRequest SAMPLE =
      new PredictionRequest(new UUID(0, 0), List.of("sample"), List.of(Features.of(0, 0, 0, 0)));

  private final CurrentModel model;
  private final Topic predictions;

  /** Called by the platform. */
  public PredictionFunction() {
    this(Environment.system());
    warmUp();
  }

  PredictionFunction(Environment environment) {
    super("request", PredictionRequest::decode, environment);
    this.predictions = topic("prediction", environment);
    this.model =
        new CurrentModel(
            environment,
            new ModelRegister(new Redis(environment)),
            new ModelStore(environment),
            StarterModel.load());
    environment.check();
    prepareWith(predictions::connect);
    prepareWith(() -> predict(SAMPLE, Instant.EPOCH).encode());
  }

  @Override
  protected void handle(PredictionRequest request, Event event) {
    predictions.publish(predict(request, event.time()).encode(), event.time());
  }

  private Prediction predict(PredictionRequest request, Instant created) {
    Served served = model.get();
    Classification classification = served.classifier().classify(request.features());
    return new Prediction(
        request.batchId(),
        request.subjects(),
        request.features(),
        classification.verdicts(),
        served.fileName(),
        classification.confidence().orElse(null),
        classification.unsure().orElse(null),
        created);
  }
}
