package dev.aidemo.training;

import static dev.aidemo.training.TrainingFixture.deliverJob;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures what a training costs, and a job that finds nothing to train on. Not part of the build:
 * {@code mvn -pl training -am verify -Dtest=JobCostExperiment -Dit.test=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class JobCostExperiment {
  /** Features are within ±{@code max}; {@code label} says in SQL which rows are real. */
  @ParameterizedTest
  @CsvSource({
    "1372, 5, random() < 0.5",
    "100000, 5, variance + skewness > 0",
    "100000, 100, variance + skewness > 0",
    "100000, 5, (variance + skewness > 0) = (random() < 0.7)",
    "100000, 100, random() < 0.5"
  })
  void measure(int rows, int max, String label) {
    var fixture = new TrainingFixture();
    TrainingFunction function = fixture.function();
    fixture.run(
        """
        INSERT INTO training (variance, skewness, curtosis, entropy, class)
        SELECT variance, skewness, curtosis, entropy, CASE WHEN %1$s THEN 1 ELSE 0 END
        FROM (SELECT (random() - .5) * %2$d AS variance, (random() - .5) * %2$d AS skewness,
            (random() - .5) * %2$d AS curtosis, (random() - .5) * %2$d AS entropy
          FROM generate_series(1, %3$d)) AS row
        """
            .formatted(label, 2 * max, rows));
    double training = seconds(() -> fixture.deliverJobAndStoreModels(function));
    double first = seconds(() -> deliverJob(function));
    double others = seconds(() -> deliverJobs(function, 20)) / 20;
    System.out.printf(
        Locale.ROOT,
        "%,d rows within %d, %s: training %.1f s, next job %.1f ms, each of 20 more %.1f ms%n",
        rows,
        max,
        label,
        training,
        first * 1e3,
        others * 1e3);
  }

  private static void deliverJobs(TrainingFunction function, int times) {
    for (int i = 0; i < times; i++) {
      deliverJob(function);
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
