package dev.aidemo.benchmarks.deployed;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.message.TrainedModel;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Batches of banknotes that resemble those of the data set, none of them twice. */
final class Batches {
  private static final int SEED = 7;
  private static final double NOISE = 0.01;

  /** Below each model that is served, so that none of these is. */
  private static final double ACCURACY = 0.5;

  private final Random random = new Random(SEED);
  private final List<LabelledFeatures> rows;

  Batches(BankData data) {
    this.rows = data.rest();
  }

  /** A row that no table has. */
  LabelledFeatures row() {
    LabelledFeatures row = rows.get(random.nextInt(rows.size()));
    Features near = row.features();
    return new LabelledFeatures(
        new Features(
            rounded(near.variance()),
            rounded(near.skewness()),
            rounded(near.curtosis()),
            rounded(near.entropy())),
        row.truth());
  }

  PredictionRequest request(int size) {
    return new PredictionRequest(UUID.randomUUID(), subjects(size), features(size));
  }

  Prediction prediction(int size) {
    List<Verdict> output = Collections.nCopies(size, Verdict.REAL);
    return new Prediction(
        UUID.randomUUID(), subjects(size), features(size), output, null, null, Instant.now());
  }

  Feedback feedback(Prediction prediction) {
    return new Feedback(
        prediction.batchId(),
        prediction.subjects(),
        Collections.nCopies(prediction.subjects().size(), true));
  }

  /** Another training's result that is like this one, but worse. */
  TrainedModel model(TrainedModel model) {
    return new TrainedModel(
        UUID.randomUUID(),
        model.modelFileName(),
        model.records(),
        ACCURACY,
        model.report(),
        model.dataPrepTime(),
        model.trainingTime(),
        model.testingTime(),
        model.version(),
        model.trainer(),
        model.holdout(),
        model.dataSha256(),
        Instant.now());
  }

  private List<String> subjects(int size) {
    return IntStream.range(0, size).mapToObj("banknote-%06d"::formatted).toList();
  }

  private List<Features> features(int size) {
    return Stream.generate(this::row).limit(size).map(LabelledFeatures::features).toList();
  }

  /** To as many places as the data set has, for the size of a message. */
  private double rounded(double number) {
    return Math.round((number + random.nextGaussian() * NOISE) * 1e5) / 1e5;
  }
}
