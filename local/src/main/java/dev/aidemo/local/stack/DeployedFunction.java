package dev.aidemo.local.stack;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The eight functions: the one table of what is deployed and what triggers it. */
public enum DeployedFunction {
  PREDICTION("prediction", "prediction.PredictionFunction", "request", 4, 128),
  PREDICTION_TO_CACHE(
      "prediction-to-cache", "predictiontocache.PredictionToCache", "prediction", 4, 128),
  PREDICTION_TO_DB("prediction-to-db", "predictiontodb.PredictionToDb", "prediction", 4, 128),
  FEEDBACK_TO_DB("feedback-to-db", "feedbacktodb.FeedbackToDb", "feedback", 4, 128),
  FEEDBACK_TO_TRAINING(
      "feedback-to-training", "feedbacktotraining.FeedbackToTraining", "training", 4, 128),
  TRAINING("training", "training.TrainingFunction", "job", 1, 360),
  TRAINING_TO_CACHE("training-to-cache", "trainingtocache.TrainingToCache", "model", 4, 128),
  TRAINING_TO_DB("training-to-db", "trainingtodb.TrainingToDb", "model", 4, 128);

  /** Where messages go that cannot be handled. */
  public static final String DEAD_LETTER = "dead-letter";

  private final String module;
  private final String target;
  private final String trigger;
  private final int maximumOutstanding;
  private final int heapMegabytes;

  DeployedFunction(
      String module, String target, String trigger, int maximumOutstanding, int heapMegabytes) {
    this.module = module;
    this.target = "dev.aidemo." + target;
    this.trigger = trigger;
    this.maximumOutstanding = maximumOutstanding;
    this.heapMegabytes = heapMegabytes;
  }

  /** The Maven module, after which the subscription and the log file are named too. */
  public String module() {
    return module;
  }

  /** The class that the Functions Framework runs. */
  public String target() {
    return target;
  }

  /** The topic that triggers it. */
  public String trigger() {
    return trigger;
  }

  /** How many messages it is given at once: one stands for {@code --max-instances 1}. */
  public int maximumOutstanding() {
    return maximumOutstanding;
  }

  /** What the heap is given of the function's memory. */
  public int heapMegabytes() {
    return heapMegabytes;
  }

  /** All topics, in the order of the loop. */
  public static List<String> topics() {
    Stream<String> triggers = Arrays.stream(values()).map(DeployedFunction::trigger).distinct();
    return Stream.concat(triggers, Stream.of(DEAD_LETTER)).toList();
  }
}
