package dev.aidemo.common.message;

import dev.aidemo.common.evidence.PromotionDecision;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says which model serves after a training, who waits to replace it, and on which evidence. The
 * version of the message that carries it numbers it; the highest number applies. A training
 * continues from the decision before, so that the messages are a chain that begins with the starter
 * model.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing or out of range.
 *
 * @param serves the champion
 * @param reference the best so far, by the holdout: the last model that was promoted with a higher
 *     accuracy on it, or as better with the same; at first the starter model
 * @param challenger the model that waits, if one does
 * @param predecessor the champion before, which returns if new labels show that it is better
 * @param challengers how many challengers there were until now
 * @param judgements what was judged in this training, in its order
 * @param superseded the version of a challenger that lost its place undecided, 0 if none did
 * @param labelsUntil no label that was stored later was trained on or judged with
 */
public record Decision(
    DecidedModel serves,
    DecidedModel reference,
    @Nullable Challenger challenger,
    @Nullable Challenger predecessor,
    long challengers,
    List<PromotionDecision> judgements,
    long superseded,
    Instant labelsUntil) {
  /** A training judges the predecessor, the challenger and the new model. */
  private static final int MAX_JUDGEMENTS = 3;

  public Decision {
    judgements = List.copyOf(judgements);
    if (judgements.size() > MAX_JUDGEMENTS) {
      throw new PoisonMessageException(
          "decision.judgements", "must have at most 3 entries", judgements.size());
    }
    requireCounted(challenger, challengers);
    requireCounted(predecessor, challengers);
    Rules.time(labelsUntil, "labels_until");
  }

  private static void requireCounted(@Nullable Challenger challenger, long challengers) {
    if (challenger != null && challenger.number() > challengers) {
      throw new PoisonMessageException(
          "decision.challengers", "must not be below a challenger's number", challengers);
    }
  }

  /** Returns the files of all models that the next decision needs. */
  public Set<String> modelFileNames() {
    return Stream.concat(
            Stream.of(serves, reference),
            Stream.of(challenger, predecessor).filter(Objects::nonNull).map(Challenger::model))
        .map(DecidedModel::modelFileName)
        .collect(Collectors.toSet());
  }

  /** Returns what was judged of a version in this training. */
  public Optional<PromotionDecision> judgementOf(long version) {
    return judgements.stream()
        .filter(judgement -> judgement.models().challenger().version() == version)
        .findFirst();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws PoisonMessageException if it is not JSON or breaks a rule
   */
  public static Decision decode(byte[] json) {
    return JsonReader.read(json, Decision::read);
  }

  static Decision read(JsonReader object) {
    DecidedModel serves = null;
    DecidedModel reference = null;
    Challenger challenger = null;
    Challenger predecessor = null;
    Long challengers = null;
    List<PromotionDecision> judgements = null;
    long superseded = 0;
    Instant labelsUntil = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "serves" -> serves = object.object(DecidedModel::read);
        case "reference" -> reference = object.object(DecidedModel::read);
        case "challenger" -> challenger = object.isNull() ? null : object.object(Challenger::read);
        case "predecessor" ->
            predecessor = object.isNull() ? null : object.object(Challenger::read);
        case "challengers" -> challengers = object.integer(Rules.MAX_VERSION);
        case "judgements" -> judgements = object.array(entry -> entry.object(Judgements::read));
        case "superseded" -> superseded = object.integer(Rules.MAX_VERSION);
        case "labels_until" -> labelsUntil = object.instantOrNull();
        default -> object.skip();
      }
    }
    return new Decision(
        Rules.required(serves, "decision.serves"),
        Rules.required(reference, "decision.reference"),
        challenger,
        predecessor,
        Rules.required(challengers, "decision.challengers"),
        Rules.required(judgements, "decision.judgements"),
        superseded,
        Rules.required(labelsUntil, "decision.labels_until"));
  }

  /** Returns the decision as JSON. */
  public byte[] encode() {
    return JsonWriter.write(this::write);
  }

  void write(JsonWriter object) throws IOException {
    object.object("serves", serves::write);
    object.object("reference", reference::write);
    if (challenger != null) {
      object.object("challenger", challenger::write);
    }
    if (predecessor != null) {
      object.object("predecessor", predecessor::write);
    }
    object.number("challengers", challengers);
    object.array(
        "judgements",
        judgements,
        (array, judgement) -> array.object(entry -> Judgements.write(judgement, entry)));
    object.number("superseded", superseded);
    object.string("labels_until", labelsUntil);
  }
}
