package dev.aidemo.common.message;

import dev.aidemo.common.evidence.ComparedModels;
import dev.aidemo.common.evidence.JudgedModel;
import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PairedCounts;
import dev.aidemo.common.evidence.PromotionDecision;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads and writes what the evidence said, which itself knows nothing of JSON. */
final class Judgements {
  private static final int MAX_ROWS_LENGTH = 200;

  /** Bounds the time that it takes to compute evidence from counts that somebody else wrote. */
  private static final long MAX_NOTES = 1_000_000;

  private static final String OUTCOMES =
      "must be one of "
          + Arrays.stream(Outcome.values()).map(Judgements::name).collect(Collectors.joining(", "));

  private Judgements() {}

  static PromotionDecision read(JsonReader object) {
    Long number = null;
    JudgedModel challenger = null;
    JudgedModel champion = null;
    JudgedModel reference = null;
    String rows = null;
    PairedCounts againstChampion = null;
    PairedCounts againstReference = null;
    PairedCounts onHoldout = null;
    Double margin = null;
    Double better = null;
    Double asGood = null;
    Double threshold = null;
    Outcome outcome = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "number" -> number = object.integer(Rules.MAX_VERSION);
        case "challenger" -> challenger = object.object(Judgements::readModel);
        case "champion" -> champion = object.object(Judgements::readModel);
        case "reference" -> reference = object.object(Judgements::readModel);
        case "rows" -> rows = object.string();
        case "against_champion" -> againstChampion = object.object(Judgements::readCounts);
        case "against_reference" -> againstReference = object.object(Judgements::readCounts);
        case "on_holdout" -> onHoldout = object.object(Judgements::readCounts);
        case "margin" -> margin = object.number();
        case "better" -> better = object.number();
        case "as_good" -> asGood = object.number();
        case "threshold" -> threshold = object.number();
        case "outcome" ->
            outcome =
                object.choice(
                    OUTCOMES,
                    name ->
                        Arrays.stream(Outcome.values())
                            .filter(value -> name(value).equals(name))
                            .findFirst());
        default -> object.skip();
      }
    }
    double checkedMargin = Rules.required(margin, "margin");
    Outcome checkedOutcome = Rules.required(outcome, "outcome");
    requireMargin(checkedMargin, checkedOutcome);
    return new PromotionDecision(
        Rules.required(number, "number"),
        new ComparedModels(
            Rules.required(challenger, "challenger"),
            Rules.required(champion, "champion"),
            Rules.required(reference, "reference")),
        Rules.required(Rules.string(rows, "rows", MAX_ROWS_LENGTH), "rows"),
        Rules.required(againstChampion, "against_champion"),
        Rules.required(againstReference, "against_reference"),
        Rules.required(onHoldout, "on_holdout"),
        checkedMargin,
        evidence(Rules.required(better, "better"), "better"),
        evidence(Rules.required(asGood, "as_good"), "as_good"),
        evidence(Rules.required(threshold, "threshold"), "threshold"),
        checkedOutcome);
  }

  private static void requireMargin(double margin, Outcome outcome) {
    if (!(margin >= 0 && margin < 1) || (outcome == Outcome.PROMOTED_AS_GOOD && margin == 0)) {
      throw new PoisonMessageException("margin", "must be from 0 to below 1", margin);
    }
  }

  static void write(PromotionDecision judgement, JsonWriter object) throws IOException {
    object.string("outcome", name(judgement.outcome()));
    object.number("number", judgement.number());
    object.object("challenger", fields -> write(judgement.models().challenger(), fields));
    object.object("champion", fields -> write(judgement.models().champion(), fields));
    object.object("reference", fields -> write(judgement.models().reference(), fields));
    object.string("rows", judgement.rows());
    object.object("against_champion", fields -> write(judgement.againstChampion(), fields));
    object.object("against_reference", fields -> write(judgement.againstReference(), fields));
    object.object("on_holdout", fields -> write(judgement.onHoldout(), fields));
    object.number("better", judgement.better());
    object.number("as_good", judgement.asGood());
    object.number("threshold", judgement.threshold());
    object.number("margin", judgement.margin());
  }

  private static String name(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static double evidence(double value, String field) {
    if (value < 0) {
      throw new PoisonMessageException(field, "must be 0 or more", value);
    }
    return value;
  }

  private static JudgedModel readModel(JsonReader object) {
    Long version = null;
    Long records = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "version" -> version = object.integer(Rules.MAX_VERSION);
        case "records" -> records = object.integer(Rules.MAX_VERSION);
        default -> object.skip();
      }
    }
    return new JudgedModel(Rules.required(version, "version"), Rules.required(records, "records"));
  }

  private static void write(JudgedModel model, JsonWriter object) throws IOException {
    object.number("version", model.version());
    object.number("records", model.rows());
  }

  private static PairedCounts readCounts(JsonReader object) {
    Long bothRight = null;
    Long challengerAlone = null;
    Long otherAlone = null;
    Long bothWrong = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "both_right" -> bothRight = object.integer(MAX_NOTES);
        case "challenger_alone" -> challengerAlone = object.integer(MAX_NOTES);
        case "other_alone" -> otherAlone = object.integer(MAX_NOTES);
        case "both_wrong" -> bothWrong = object.integer(MAX_NOTES);
        default -> object.skip();
      }
    }
    return new PairedCounts(
        Rules.required(bothRight, "both_right"),
        Rules.required(challengerAlone, "challenger_alone"),
        Rules.required(otherAlone, "other_alone"),
        Rules.required(bothWrong, "both_wrong"));
  }

  private static void write(PairedCounts counts, JsonWriter object) throws IOException {
    object.number("both_right", counts.bothRight());
    object.number("challenger_alone", counts.challengerAlone());
    object.number("other_alone", counts.championAlone());
    object.number("both_wrong", counts.bothWrong());
  }
}
