package dev.aidemo.local.champion;

import dev.aidemo.common.cache.ModelCache;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Jobs;
import dev.aidemo.common.database.Refusals;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelFileException;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.local.stack.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The model that serves, and the pin that holds another. Failures are a {@link StackException}, or
 * those of common's clients; doing again what failed is harmless.
 */
public final class Champion {
  private static final int MOST_REFUSALS = 10;

  private final ModelCache cache;
  private final ModelStore store;
  private final Jobs jobs;
  private final Refusals refusals;

  /**
   * Connects to the Redis, bucket and database that the environment names.
   *
   * @throws dev.aidemo.common.config.ConfigurationException if it does not
   */
  public Champion(Environment environment) {
    this.cache = new ModelCache(new Redis(environment));
    this.store = new ModelStore(environment);
    var database = new Database(environment);
    this.jobs = new Jobs(database);
    this.refusals = new Refusals(database);
    environment.check();
  }

  /** What all three stores say now. */
  public Standing look() {
    List<TrainedModel> trainings = new ArrayList<>();
    jobs.read(trainings::add);
    return new Standing(
        cache.pinned(), cache.champion(), store.list(), trainings, refusals.newest(MOST_REFUSALS));
  }

  /**
   * Lets a version serve until it is unpinned, after its file was loaded to see that it can.
   *
   * @throws StackException if there is no such version, or its file is of no use; then nothing is
   *     pinned that was not before
   */
  public TrainedModel pin(long version) {
    List<TrainedModel> files = store.list();
    TrainedModel model =
        files.stream()
            .filter(file -> file.version() == version)
            .findFirst()
            .orElseThrow(() -> new StackException(unknown(version, files)));
    try {
      Classifier.read(store.download(model.modelFileName()));
    } catch (ModelFileException e) {
      throw new StackException(
          "version %d cannot serve, and is not pinned: %s".formatted(version, e.getMessage()), e);
    }
    cache.pin(model.modelFileName());
    return model;
  }

  /** Lets the champion serve again, and returns the file name of what was pinned. */
  public Optional<String> unpin() {
    return cache.unpin();
  }

  private static String unknown(long version, List<TrainedModel> files) {
    List<Long> versions = files.stream().map(TrainedModel::version).sorted().distinct().toList();
    return "there is no version %d; the bucket has %s"
        .formatted(version, versions.isEmpty() ? "no models" : ranges(versions));
  }

  /** As in "1 to 4, 6". */
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
