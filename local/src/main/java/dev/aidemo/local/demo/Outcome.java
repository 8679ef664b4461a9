package dev.aidemo.local.demo;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.Promotion;
import dev.aidemo.common.promotion.PromotionRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what is in Redis and PostgreSQL after a run of the demo.
 *
 * @param batches the number of batches in Redis
 * @param predictions the number of classified rows
 * @param feedback the number of rated rows
 * @param models all versions
 * @param champion the version that serves
 * @param exam what it says of banknotes that nobody rated
 * @param seconds since the start of the stack
 * @param lost the number of rows and entries that are missing, or have another class
 * @param duplicated the number of rows and entries too many
 */
public record Outcome(
    int batches,
    int predictions,
    int feedback,
    List<Model> models,
    Champion champion,
    Exam exam,
    double seconds,
    int lost,
    int duplicated) {
  /**
   * Describes a version.
   *
   * @param promoted whether it became the champion
   * @param summary the same, and why, in a few words
   * @param reason on which evidence that was decided, or why it was not promoted, or empty
   */
  public record Model(
      long version,
      int records,
      String trainer,
      double accuracy,
      boolean promoted,
      String summary,
      String reason) {}

  /** Names the version that serves. */
  public record Champion(long version, double accuracy) {}

  /** Counts the banknotes that no model or gate has used, and on how many the champion is right. */
  public record Exam(int banknotes, long right) {}

  /** Tells whether every banknote is where it belongs, once. */
  public boolean nothingLostOrDuplicated() {
    return lost == 0 && duplicated == 0;
  }

  /**
   * Writes everything as JSON.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(file.toFile(), this);
  }

  /** Describes all versions, and which of them were promoted. */
  static List<Model> describe(List<TrainedModel> versions) {
    List<Promotion> promotions = PromotionRule.history(versions);
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      TrainedModel version = versions.get(i);
      Promotion promotion = promotions.get(i);
      Optional<String> reason = promotion.notPromotedBecause().or(promotion::promotedBecause);
      models.add(
          new Model(
              version.version(),
              version.records(),
              String.valueOf(version.trainer()),
              version.accuracy(),
              promotion.isPromoted(),
              promotion.summary(),
              reason.orElse("")));
    }
    return models;
  }
}
