package dev.aidemo.common.message;

import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Announces a model that was trained, scored on the holdout and uploaded: the payload of topic
 * {@code model}.
 *
 * <p>From {@code version} on, the components are additions to the original payload. A model that
 * was published without them has version 0 and no holdout, so that it never replaces one that was
 * compared on the holdout.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing or out of range.
 *
 * @param jobId identifies the training; a repeated message has the same
 * @param records how many rows the model was trained on
 * @param accuracy the share of the holdout that the model classifies right, 0 to 1
 * @param dataPrepTime seconds to read and prepare the rows
 * @param trainingTime seconds to train all candidates
 * @param testingTime seconds to score all candidates
 * @param version an integer that only grows
 * @param trainer the candidate that was selected
 * @param decision which model serves after the training, so that one message is enough to know it,
 *     whatever became of the cache
 * @param dataSha256 identifies the rows that were trained on, as hexadecimal digits
 */
public record TrainedModel(
    UUID jobId,
    String modelFileName,
    int records,
    double accuracy,
    ClassificationReport report,
    double dataPrepTime,
    double trainingTime,
    double testingTime,
    long version,
    @Nullable String trainer,
    @Nullable HoldoutId holdout,
    @Nullable String dataSha256,
    @Nullable Instant created,
    @Nullable Decision decision) {
  /** The lengths are those of the columns of table {@code jobs}. */
  private static final int MAX_TRAINER_LENGTH = 48;

  private static final int MAX_SHA256_LENGTH = 64;

  public TrainedModel {
    Rules.fileName(modelFileName);
    accuracy = Rules.share(accuracy, "accuracy");
    Rules.seconds(dataPrepTime, "data_prep_time");
    Rules.seconds(trainingTime, "training_time");
    Rules.seconds(testingTime, "testing_time");
    Rules.string(trainer, "trainer", MAX_TRAINER_LENGTH);
    Rules.string(dataSha256, "data_sha256", MAX_SHA256_LENGTH);
    Rules.time(created, "created");
  }

  /** Returns the generation of the holdout, 0 if the payload names none. */
  public int generation() {
    return holdout == null ? 0 : holdout.generation();
  }

  /**
   * Reads a payload.
   *
   * @throws PoisonMessageException if it is not JSON or breaks a rule
   */
  public static TrainedModel decode(byte[] json) {
    return JsonReader.read(json, TrainedModel::read);
  }

  private static TrainedModel read(JsonReader object) {
    UUID jobId = null;
    String modelFileName = null;
    Integer records = null;
    Double accuracy = null;
    ClassificationReport report = null;
    Double dataPrepTime = null;
    Double trainingTime = null;
    Double testingTime = null;
    long version = 0;
    String trainer = null;
    String holdout = null;
    String dataSha256 = null;
    Instant created = null;
    Decision decision = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "job_id" -> jobId = object.uuid();
        case "model_file_name" -> modelFileName = object.string();
        case "records" -> records = object.integer();
        case "accuracy" -> accuracy = object.number();
        case "report" -> report = object.object(ClassificationReport::read);
        case "data_prep_time" -> dataPrepTime = object.number();
        case "training_time" -> trainingTime = object.number();
        case "testing_time" -> testingTime = object.number();
        case "version" -> version = object.integer(Rules.MAX_VERSION);
        case "trainer" -> trainer = object.stringOrNull();
        case "holdout" -> holdout = object.stringOrNull();
        case "data_sha256" -> dataSha256 = object.stringOrNull();
        case "created" -> created = object.instantOrNull();
        case "decision" -> decision = object.isNull() ? null : object.object(Decision::read);
        default -> object.skip();
      }
    }
    return new TrainedModel(
        Rules.required(jobId, "job_id"),
        Rules.required(modelFileName, "model_file_name"),
        Rules.required(records, "records"),
        Rules.required(accuracy, "accuracy"),
        Rules.required(report, "report"),
        Rules.required(dataPrepTime, "data_prep_time"),
        Rules.required(trainingTime, "training_time"),
        Rules.required(testingTime, "testing_time"),
        version,
        trainer,
        holdout == null ? null : HoldoutId.parse(holdout),
        dataSha256,
        created,
        decision);
  }

  /** Returns the payload as JSON. */
  public byte[] encode() {
    return JsonWriter.write(
        object -> {
          object.string("job_id", jobId);
          object.string("model_file_name", modelFileName);
          object.number("records", records);
          object.number("accuracy", accuracy);
          object.object("report", report::write);
          object.number("data_prep_time", dataPrepTime);
          object.number("training_time", trainingTime);
          object.number("testing_time", testingTime);
          object.number("version", version);
          object.string("trainer", trainer);
          object.string("holdout", holdout);
          object.string("data_sha256", dataSha256);
          object.string("created", created);
          if (decision != null) {
            object.object("decision", decision::write);
          }
        });
  }
}
