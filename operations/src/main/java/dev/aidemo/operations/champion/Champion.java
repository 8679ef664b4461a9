package dev.aidemo.operations.champion;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.SkippedTrainings;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelFile;
import dev.aidemo.common.model.ModelFileException;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.operations.OperationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells which model serves, and pins another one. Failures are an {@link OperationException} or
 * those of the clients in {@code common}; repeating what failed is harmless.
 */
public final class Champion {
  private static final int MAX_SKIPPED = 10;

  private final ModelRegister register;
  private final ModelStore store;
  private final TrainingLog trainingLog;
  private final SkippedTrainings skippedTrainings;

  /**
   * Connects to the Redis, bucket and database that the environment names.
   *
   * @throws dev.aidemo.common.config.ConfigurationException if it does not
   */
  public Champion(Environment environment) {
    this.register = new ModelRegister(new Redis(environment));
    this.store = new ModelStore(environment);
    var database = new Database(environment);
    this.trainingLog = new TrainingLog(database);
    this.skippedTrainings = new SkippedTrainings(database);
    environment.check();
  }

  /** Reads Redis, the bucket and the tables. */
  public ChampionStatus status() {
    List<TrainedModel> trainings = new ArrayList<>();
    trainingLog.read(trainings::add);
    return new ChampionStatus(
        register.pinned(),
        register.champion(),
        store.list(),
        trainings,
        skippedTrainings.newest(MAX_SKIPPED));
  }

  /**
   * Makes a version serve until it is unpinned. Loads its file first, to be sure that it can, and
   * marks it, so that no training deletes it.
   *
   * @throws OperationException if there is no such version or its file is unusable; then nothing
   *     changes
   */
  public TrainedModel pin(long version) {
    List<ModelFile> files = store.files();
    List<TrainedModel> models = ModelFile.models(files);
    TrainedModel model =
        models.stream()
            .filter(file -> file.version() == version)
            .findFirst()
            .orElseThrow(() -> new OperationException(unknown(version, models)));
    String fileName = model.modelFileName();
    try {
      Classifier.read(store.download(fileName));
      store.pin(fileName);
    } catch (ModelFileException e) {
      throw new OperationException(
          "version %d is not pinned, because it cannot serve: %s"
              .formatted(version, e.getMessage()),
          e);
    }
    register.pin(fileName);
    // Only now, so that the file that Redis names is never without its mark.
    unmark(files.stream().filter(file -> !file.model().modelFileName().equals(fileName)));
    return model;
  }

  /** Makes the champion serve again, and returns the file name of the model that was pinned. */
  public Optional<String> unpin() {
    Optional<String> pinned = register.unpin();
    unmark(store.files().stream());
    return pinned;
  }

  private void unmark(Stream<ModelFile> files) {
    files.filter(ModelFile::pinned).forEach(file -> store.unpin(file.model().modelFileName()));
  }

  private static String unknown(long version, List<TrainedModel> files) {
    List<Long> versions = files.stream().map(TrainedModel::version).sorted().distinct().toList();
    return "there is no version %d; the bucket has %s"
        .formatted(version, versions.isEmpty() ? "no models" : ranges(versions));
  }

  /** Formats versions as in "1 to 4, 6". */
  static String ranges(List<Long> sorted) {
    List<String> ranges = new ArrayList<>();
    for (int start = 0, end; start < sorted.size(); start = end + 1) {
      end = start;
      while (end + 1 < sorted.size() && sorted.get(end + 1) == sorted.get(end) + 1) {
        end++;
      }
      ranges.add(
          start == end ? "" + sorted.get(start) : sorted.get(start) + " to " + sorted.get(end));
    }
    return String.join(", ", ranges);
  }
}
