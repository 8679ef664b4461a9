package dev.aidemo.common.message;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;

/**
 * Reports how well a model did on the holdout, in the shape of scikit-learn's {@code
 * classification_report(output_dict=True)}
 * (https://scikit-learn.org/stable/modules/generated/sklearn.metrics.classification_report.html).
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing.
 *
 * @param fake the figures of class 0
 * @param real the figures of class 1
 * @param macroAverage the mean of both classes
 * @param weightedAverage their mean, weighted by support
 * @param accuracy the share of rows that were classified right, 0 to 1
 */
public record ClassificationReport(
    Scores fake, Scores real, Scores macroAverage, Scores weightedAverage, double accuracy) {
  public ClassificationReport {
    Rules.share(accuracy, "report.accuracy");
  }

  /**
   * Holds the figures of one class or average.
   *
   * @param support how many rows they stand for
   */
  public record Scores(double precision, double recall, double f1, double support) {
    public Scores {
      Rules.share(precision, "report precision");
      Rules.share(recall, "report recall");
      Rules.share(f1, "report f1-score");
      if (!Double.isFinite(support) || support < 0) {
        throw new PoisonMessageException("report support", "must be 0 or more", support);
      }
    }

    static Scores read(JsonReader object) {
      Double precision = null;
      Double recall = null;
      Double f1 = null;
      Double support = null;
      while (object.nextField()) {
        switch (object.field()) {
          case "precision" -> precision = object.number();
          case "recall" -> recall = object.number();
          case "f1-score" -> f1 = object.number();
          case "support" -> support = object.number();
          default -> object.skip();
        }
      }
      return new Scores(
          Rules.required(precision, "report precision"),
          Rules.required(recall, "report recall"),
          Rules.required(f1, "report f1-score"),
          Rules.required(support, "report support"));
    }

    void write(JsonWriter object) throws IOException {
      object.number("precision", precision);
      object.number("recall", recall);
      object.number("f1-score", f1);
      object.number("support", support);
    }
  }

  static ClassificationReport read(JsonReader object) {
    Scores fake = null;
    Scores real = null;
    Scores macroAverage = null;
    Scores weightedAverage = null;
    Double accuracy = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "0" -> fake = object.object(Scores::read);
        case "1" -> real = object.object(Scores::read);
        case "macro avg" -> macroAverage = object.object(Scores::read);
        case "weighted avg" -> weightedAverage = object.object(Scores::read);
        case "accuracy" -> accuracy = object.number();
        default -> object.skip();
      }
    }
    return new ClassificationReport(
        Rules.required(fake, "report.0"),
        Rules.required(real, "report.1"),
        Rules.required(macroAverage, "report.macro avg"),
        Rules.required(weightedAverage, "report.weighted avg"),
        Rules.required(accuracy, "report.accuracy"));
  }

  /** Returns the report as JSON, as column {@code jobs.report} keeps it. */
  public byte[] encode() {
    return JsonWriter.write(this::write);
  }

  /** Writes the fields of the report. */
  public void write(JsonWriter object) throws IOException {
    object.object("0", fake::write);
    object.object("1", real::write);
    object.object("macro avg", macroAverage::write);
    object.object("weighted avg", weightedAverage::write);
    object.number("accuracy", accuracy);
  }
}
