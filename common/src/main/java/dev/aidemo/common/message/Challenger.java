package dev.aidemo.common.message;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Names a model that waits for enough evidence to replace the champion.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing or out of range.
 *
 * @param number how many challengers there had been when this one came, itself included; the later,
 *     the more evidence it needs
 * @param candidates how many models it was selected from on the holdout
 * @param since only notes that were labelled later count, and the holdout does not, because what
 *     was known until then has already spoken against this model; if null, all unseen notes count
 */
public record Challenger(DecidedModel model, long number, int candidates, @Nullable Instant since) {
  public Challenger {
    if (number < 1) {
      throw new PoisonMessageException("number", "must be 1 or more", number);
    }
    if (candidates < 1) {
      throw new PoisonMessageException("candidates", "must be 1 or more", candidates);
    }
    Rules.time(since, "since");
  }

  static Challenger read(JsonReader object) {
    DecidedModel model = null;
    Long number = null;
    Integer candidates = null;
    Instant since = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "model" -> model = object.object(DecidedModel::read);
        case "number" -> number = object.integer(Rules.MAX_VERSION);
        case "candidates" -> candidates = object.integer();
        case "since" -> since = object.instantOrNull();
        default -> object.skip();
      }
    }
    return new Challenger(
        Rules.required(model, "model"),
        Rules.required(number, "number"),
        Rules.required(candidates, "candidates"),
        since);
  }

  void write(JsonWriter object) throws IOException {
    object.object("model", model::write);
    object.number("number", number);
    object.number("candidates", candidates);
    object.string("since", since);
  }
}
