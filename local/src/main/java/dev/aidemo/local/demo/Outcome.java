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
 * Holds what a run of the demo found in Redis and PostgreSQL.
 *
 * @param batches entries in Redis
 * @param predictions rows that were classified
 * @param feedback rows that were rated
 * @param models all versions
 * @param champion the version that serves
 * @param seconds from the start of the stack
 * @param lost rows and entries that should be there and are not, or with another class
 * @param duplicated rows and entries that are there more often than they should
 */
public record Outcome(
    int batches,
    int predictions,
    int feedback,
    List<Model> models,
    Champion champion,
    double seconds,
    int lost,
    int duplicated) {
  /**
   * Describes a version.
   *
   * @param promoted whether it was better than, or as good as, all before it and the starter model
   * @param reason why it was not promoted; empty if it was
   */
  public record Model(
      long version,
      int records,
      String trainer,
      double accuracy,
      boolean promoted,
      String reason) {}

  /** Names the version that serves. */
  public record Champion(long version, double accuracy) {}

  /** Tells whether nothing was lost and nothing was done twice. */
  public boolean sound() {
    return lost == 0 && duplicated == 0;
  }

  /**
   * Writes all of it as JSON.
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

  /** Describes the versions in their order, and tells which were promoted. */
  static List<Model> describe(List<TrainedModel> versions) {
    List<Promotion> promotions = PromotionRule.history(versions);
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      TrainedModel version = versions.get(i);
      Optional<String> notPromoted = promotions.get(i).notPromotedBecause();
      models.add(
          new Model(
              version.version(),
              version.records(),
              String.valueOf(version.trainer()),
              version.accuracy(),
              notPromoted.isEmpty(),
              notPromoted.orElse("")));
    }
    return models;
  }
}
