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
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelFileException;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.promotion.Rank;
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
 * Restores what Redis lost from the tables and the bucket. It runs the scripts that the functions
 * run, so repeating it is harmless, also while functions are at work. One batch at a time is in
 * memory, but all trainings are, at about two kilobytes each. Failures are those of the clients in
 * {@code common}; what was restored before stays restored.
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

  /** Shows progress. */
  @FunctionalInterface
  public interface Progress {
    /** Is called before each step. */
    void show(int done, int total);
  }

  /**
   * Counts batches.
   *
   * @param found in the table
   * @param restored were missing in Redis
   * @param invalid were left out, because their rows break a rule of the messages
   */
  public record Batches(int found, int restored, int invalid) {}

  /** Restores the newest batches, as many as the list holds, beginning with the oldest. */
  public Batches restoreBatches(Progress progress) {
    List<UUID> ids = stored.latest(RecentBatches.MAX_LENGTH);
    int restored = 0;
    int invalid = 0;
    for (int done = 0; done < ids.size(); done++) {
      progress.show(done, ids.size());
      try {
        Optional<ListedBatch> batch = stored.find(ids.get(done));
        restored += batch.isPresent() && restore(batch.get()) ? 1 : 0;
      } catch (PoisonMessageException e) {
        invalid++;
      }
    }
    return new Batches(ids.size(), restored, invalid);
  }

  private boolean restore(ListedBatch batch) {
    return batches.restore(batch, Objects.requireNonNullElse(batch.created(), Instant.EPOCH));
  }

  /**
   * Counts trainings, and names the models that serve.
   *
   * @param found in the table or the bucket
   * @param champion the file name that Redis has now
   * @param pinned the file name that Redis has now
   * @param withoutRow model files without a row in the table; they can become champion
   * @param withoutFile rows without a file in the bucket; they cannot, and old ones are deleted
   * @param invalid rows that were left out, because they break a rule of the messages
   */
  public record Trainings(
      int found,
      Optional<String> champion,
      Optional<String> pinned,
      int withoutRow,
      int withoutFile,
      int invalid) {}

  /** Restores all trainings, beginning with the lowest version, and the champion. */
  public Trainings restoreTrainings(Progress progress) {
    List<TrainedModel> files = store.list();
    Map<UUID, TrainedModel> all = new LinkedHashMap<>();
    int invalid = trainingLog.read(model -> all.put(model.jobId(), model));
    int rows = all.size();
    files.forEach(model -> all.putIfAbsent(model.jobId(), model));
    Set<String> fileNames =
        files.stream().map(TrainedModel::modelFileName).collect(Collectors.toSet());
    int withoutFile = 0;
    int done = 0;
    for (TrainedModel model : byVersion(all.values())) {
      progress.show(done++, all.size());
      trainings.add(model, Objects.requireNonNullElse(model.created(), Instant.EPOCH));
      withoutFile += fileNames.contains(model.modelFileName()) ? 0 : 1;
    }
    usable(files).ifPresent(register::offer);
    return new Trainings(
        all.size(),
        register.champion(),
        register.pinned(),
        all.size() - rows,
        withoutFile,
        invalid);
  }

  /**
   * Describes a registered champion that cannot serve, and outranks what can.
   *
   * @param problem what is wrong with its file
   * @param next the model to register instead; if none, the starter model serves
   */
  public record LostChampion(Rank champion, String problem, Optional<Rank> next) {}

  /** Looks for a champion whose file is missing, damaged, or of another rank. */
  public Optional<LostChampion> lostChampion() {
    // Before the bucket, because the file of a model is there before it is registered.
    Optional<Rank> champion = register.reigning();
    List<TrainedModel> files = store.list();
    return champion.flatMap(
        rank -> problem(rank, files).map(what -> new LostChampion(rank, what, usable(files))));
  }

  private Optional<String> problem(Rank champion, List<TrainedModel> files) {
    if (PromotionRule.ranks(files).anyMatch(champion::equals)) {
      return unusable(champion.fileName());
    }
    Optional<String> problem = unusable(champion.fileName());
    return problem.isPresent()
        ? problem
        : Optional.of(
            "its file is not of accuracy %s and version %d"
                .formatted(champion.accuracy(), champion.version()));
  }

  /**
   * Registers what can serve instead of a champion that cannot.
   *
   * @return false if another model was promoted meanwhile; then nothing changes
   */
  public boolean lower(LostChampion lost) {
    boolean lowered = register.lower(lost.champion(), lost.next());
    if (lowered) {
      // What was promoted since the bucket was listed was compared with the lost champion.
      usable(store.list()).ifPresent(register::offer);
    }
    return lowered;
  }

  /** Returns the best model whose file can be loaded; none if the starter model is better. */
  private Optional<Rank> usable(List<TrainedModel> files) {
    return PromotionRule.ranks(files)
        .filter(rank -> unusable(rank.fileName()).isEmpty())
        .findFirst();
  }

  /** Returns why a file cannot be loaded. */
  private Optional<String> unusable(String fileName) {
    try {
      Classifier.read(store.download(fileName));
      return Optional.empty();
    } catch (ModelFileException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<TrainedModel> byVersion(Collection<TrainedModel> models) {
    List<TrainedModel> sorted = new ArrayList<>(models);
    // Stable, so that models without a version stay in the order of the table.
    sorted.sort(Comparator.comparingLong(TrainedModel::version));
    return sorted;
  }
}
