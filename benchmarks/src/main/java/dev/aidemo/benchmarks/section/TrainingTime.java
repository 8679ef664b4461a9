package dev.aidemo.benchmarks.section;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.List;

/** Measures the first training of a new instance and a later one, by the rows to train on. */
public final class TrainingTime {
  private static final int DATA_SET = 1_372;

  /** Adds rows of two classes that overlap a little, with as many digits as the data set has. */
  private static final String ADD_ROWS =
      """
      INSERT INTO training (variance, skewness, curtosis, entropy, class, rated, rating)
      SELECT variance, skewness, curtosis, entropy,
          CASE WHEN (variance + skewness / 2 + curtosis / 2 > 1) = (random() < .98)
              THEN 0 ELSE 1 END, now(), true
      FROM (SELECT round(((random() - .5) * 14)::numeric, 4)::float8 AS variance,
          round(((random() - .5) * 26)::numeric, 4)::float8 AS skewness,
          round(((random() - .5) * 23)::numeric, 4)::float8 AS curtosis,
          round(((random() - .5) * 11)::numeric, 4)::float8 AS entropy
        FROM generate_series(1, %d)) AS banknote
      """;

  private TrainingTime() {}

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    try (var platform = new Platform(options, "training")) {
      for (int rows : options.sizes(6, DATA_SET, 100_000, 1_000_000)) {
        fill(platform, rows);
        options.repeat("%,d rows".formatted(rows), () -> round(platform, rows, figures));
      }
    }
  }

  /** Replaces the training rows: by the starter rows, the data set, or made-up ones. */
  static void fill(Platform platform, int rows) {
    platform.postgres().execute("TRUNCATE training, jobs");
    if (rows > DATA_SET) {
      platform.postgres().execute(ADD_ROWS.formatted(rows));
    } else {
      List<LabelledFeatures> starter = Banknotes.DATA.starter();
      platform
          .messages()
          .addTrainingRows(rows == starter.size() ? starter : new Banknotes().first(rows));
    }
    platform.postgres().execute("VACUUM ANALYZE training");
  }

  private static void round(Platform platform, int rows, Figures figures) throws IOException {
    try (RunningFunction training = platform.start(DeployedFunction.of("training"))) {
      for (String which : List.of("first training", "later training")) {
        // Without a new row there is nothing to train.
        platform.postgres().execute(ADD_ROWS.formatted(1));
        double seconds = training.deliver(platform.messages().job());
        TrainedModel model = platform.messages().storeTraining().orElseThrow();
        figures.add(Measure.of(which, "s").with("rows", rows), seconds);
        figures.add(Measure.of(which + ": read", "s").with("rows", rows), model.dataPrepTime());
        figures.add(Measure.of(which + ": train", "s").with("rows", rows), model.trainingTime());
      }
      double peak = training.process().peakMegabytes();
      figures.add(Measure.of("peak memory", "MB").with("rows", rows), peak);
    }
  }
}
