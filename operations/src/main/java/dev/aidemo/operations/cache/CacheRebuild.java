package dev.aidemo.operations.cache;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.RecentTrainings;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.StoredBatches;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Puts back into Redis what a flush took: through the scripts that the functions use, so that it
 * can be run twice, or while they are at work, and doubles nothing. Of the batches, one is in
 * memory at a time; of the trainings, all are, at about two kilobytes each. Failures are those of
 * common's clients, and leave what was put back until then.
 */
public final class CacheRebuild {
  private final StoredBatches stored;
  private final TrainingLog trainingLog;
  private final ModelStore store;
  private final RecentBatches batches;
  private final RecentTrainings trainings;
  private final ModelRegister register;

  /**
   * Connects to the Redis, bucket and database that the environment names.
   *
   * @throws dev.aidemo.common.config.ConfigurationException if it does not
   */
  public CacheRebuild(Environment environment) {
    var database = new Database(environment);
    var redis = new Redis(environment);
    this.stored = new StoredBatches(database);
    this.trainingLog = new TrainingLog(database);
    this.store = new ModelStore(environment);
    this.batches = new RecentBatches(redis);
    this.trainings = new RecentTrainings(redis);
    this.register = new ModelRegister(redis);
    environment.check();
  }

  /** Is told how many of how many are done. */
  @FunctionalInterface
  public interface Progress {
    void show(int done, int total);
  }

  /**
   * What became of the batches.
   *
   * @param restored put back now; the others were there
   * @param unreadable left out, because no message may say what their rows say
   */
  public record Batches(int found, int restored, int unreadable) {}

  /** Puts back the batches that the list has room for, the oldest first. */
  public Batches restoreBatches(Progress progress) {
    List<UUID> ids = stored.latest(RecentBatches.MAX_LENGTH);
    int restored = 0;
    int unreadable = 0;
    for (int done = 0; done < ids.size(); done++) {
      progress.show(done, ids.size());
      try {
        Optional<ListedBatch> batch = stored.find(ids.get(done));
        restored += batch.isPresent() && restore(batch.get()) ? 1 : 0;
      } catch (PoisonMessageException e) {
        unreadable++;
      }
    }
    return new Batches(ids.size(), restored, unreadable);
  }

  private boolean restore(ListedBatch batch) {
    return batches.restore(batch, Objects.requireNonNullElse(batch.created(), Instant.EPOCH));
  }

  /**
   * What became of the trainings.
   *
   * @param champion the file name that Redis has now
   * @param pinned the file name that Redis has now
   * @param withoutRow model files that no row of the table names; they take part
   * @param withoutFile rows whose file is not in the bucket; they are listed, and cannot serve
   * @param unreadable rows that were left out, because no message may say what they say
   */
  public record Trainings(
      int found,
      Optional<String> champion,
      Optional<String> pinned,
      int withoutRow,
      int withoutFile,
      int unreadable) {}

  /** Lists all trainings, the lowest version first, and finds the champion among their models. */
  public Trainings restoreTrainings(Progress progress) {
    List<TrainedModel> files = store.list();
    Map<UUID, TrainedModel> all = new LinkedHashMap<>();
    int unreadable = trainingLog.read(model -> all.put(model.jobId(), model));
    int rows = all.size();
    files.forEach(model -> all.putIfAbsent(model.jobId(), model));
    Set<String> servable =
        files.stream().map(TrainedModel::modelFileName).collect(Collectors.toSet());
    int withoutFile = 0;
    int done = 0;
    for (TrainedModel model : byVersion(all.values())) {
      progress.show(done++, all.size());
      trainings.add(model, Objects.requireNonNullElse(model.created(), Instant.EPOCH));
      if (servable.contains(model.modelFileName())) {
        register.offer(model);
      } else {
        withoutFile++;
      }
    }
    return new Trainings(
        all.size(),
        register.champion(),
        register.pinned(),
        all.size() - rows,
        withoutFile,
        unreadable);
  }

  private static List<TrainedModel> byVersion(Collection<TrainedModel> models) {
    List<TrainedModel> sorted = new ArrayList<>(models);
    // Stable: what has no version stays in the order of the table.
    sorted.sort(Comparator.comparingLong(TrainedModel::version));
    return sorted;
  }
}
