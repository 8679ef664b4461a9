package dev.aidemo.local.fault;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Holds a batch that a client sent, and how it is going to rate the predictions.
 *
 * @param rows the banknotes with their true classes, which only the person who rates them knows
 * @param sent when the request was published
 */
record SentBatch(UUID id, List<LabelledFeatures> rows, Manner manner, Instant sent) {
  /** Says how a client rates a batch. */
  enum Manner {
    NOT_AT_ALL,
    ONCE,
    /** The same message twice. */
    TWICE,
    /** Wrong at first and then right, but the later message arrives first. */
    CORRECTED,
    /** Only the first banknote. */
    IN_PART,
    /** Together with a banknote that is not in the batch. */
    WITH_A_STRANGER,
    /** Before the request is sent. */
    TOO_EARLY
  }

  List<String> subjects() {
    return IntStream.range(0, rows.size()).mapToObj(i -> "banknote-" + i).toList();
  }

  /** Returns how many banknotes will be rated, beginning with the first. */
  int rated() {
    return switch (manner) {
      case NOT_AT_ALL -> 0;
      case IN_PART -> 1;
      default -> rows.size();
    };
  }

  byte[] request() {
    List<Features> features = rows.stream().map(LabelledFeatures::features).toList();
    return new PredictionRequest(id, subjects(), features).encode();
  }

  /** Rates each prediction truthfully, or says the opposite. */
  byte[] feedback(List<String> predictions, boolean truthful) {
    List<Boolean> ratings =
        IntStream.range(0, rated())
            .mapToObj(i -> predictions.get(i).equals(rows.get(i).truth().word()) == truthful)
            .toList();
    return new Feedback(id, subjects().subList(0, rated()), ratings).encode();
  }

  byte[] feedbackWithAStranger(List<String> predictions) {
    List<String> subjects = new ArrayList<>(subjects());
    subjects.add("stranger");
    List<Boolean> ratings =
        IntStream.range(0, subjects.size())
            .mapToObj(
                i -> i == rows.size() || predictions.get(i).equals(rows.get(i).truth().word()))
            .toList();
    return new Feedback(id, subjects, ratings).encode();
  }

  @Override
  public String toString() {
    return "batch %s of %s, rated %s".formatted(id, sent, manner);
  }
}
