package dev.aidemo.simulation;

import static dev.aidemo.simulation.Invariants.present;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.failure.RedeliverException;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.promotion.Rank;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks what must hold at each delivery. */
final class DeliveryInvariants {
  private final World world;
  private final Expectations expectations;
  private final Map<Task, Start> starts = new IdentityHashMap<>();
  private final Set<Task> trainings = new HashSet<>();

  /**
   * What was learned for good when the last training of an instance began, unless ratings of its
   * batch were stored since: they may be others, and learning it again then writes other labels.
   */
  private final Map<Platform.Instance, Set<Feedback>> trained = new IdentityHashMap<>();

  /** The ratings that are in table training, unless ratings of their batch were stored since. */
  private final Set<Feedback> learned = new HashSet<>();

  /** Holds what was so when a delivery started, and which batches were rated since. */
  private record Start(Set<Feedback> learned, int evictions, Set<UUID> outdated) {}

  DeliveryInvariants(World world, Expectations expectations) {
    this.world = world;
    this.expectations = expectations;
  }

  void starts(Task task) {
    starts.put(task, new Start(Set.copyOf(learned), expectations.evictions(), new HashSet<>()));
  }

  /** A job whose labels an earlier training of the instance has read leads to no other. */
  void resumes(Task task, String place) {
    Message message = task.delivery().message();
    String module = task.delivery().function().module();
    if (place.equals("before COMMIT")) {
      if (module.equals("feedback-to-db")) {
        UUID batchId = Feedback.decode(message.data()).batchId();
        Predicate<Feedback> isOutdated = feedback -> feedback.batchId().equals(batchId);
        learned.removeIf(isOutdated);
        trained.values().forEach(read -> read.removeIf(isOutdated));
        starts.values().forEach(start -> start.outdated().add(batchId));
      } else if (module.equals("feedback-to-training")) {
        Feedback feedback = Feedback.decode(message.data());
        if (!present(starts.get(task)).outdated().contains(feedback.batchId())) {
          learned.add(feedback);
        }
      }
    } else if (place.equals("before UPLOAD")) {
      trainings.add(task);
      Feedback job = Feedback.decode(message.data());
      Set<Feedback> read = trained.getOrDefault(task.instance(), Set.of());
      boolean needless = read.contains(job) && learned.contains(job);
      Invariants.same("needless training for " + task.delivery(), false, needless);
    }
  }

  void ends(Task task) {
    Start start = present(starts.remove(task));
    Throwable failure = task.failure();
    if (failure != null) {
      requirePlanned(task, failure);
    } else if (trainings.contains(task)) {
      Set<Feedback> read = new HashSet<>(start.learned());
      read.removeIf(feedback -> start.outdated().contains(feedback.batchId()));
      trained.put(task.instance(), read);
    } else if (task.delivery().function().module().equals("training-to-cache")
        && start.evictions() == expectations.evictions()) {
      checkChampion(task.delivery().message());
    }
  }

  private static void requirePlanned(Task task, Throwable failure) {
    boolean planned =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .anyMatch(
                cause ->
                    cause instanceof Fate.Crash
                        || cause instanceof Fate.NoAnswer
                        || cause instanceof RedeliverException);
    if (!planned) {
      throw new AssertionError(task.delivery() + " fails: " + failure, failure);
    }
  }

  /** One message of a model is enough to know which of all models until then serves. */
  private void checkChampion(Message message) {
    if (expectations.poison().contains(Expectations.key(message))) {
      return;
    }
    long version = TrainedModel.decode(message.data()).version();
    List<TrainedModel> files = new ModelStore(world.environment()).list();
    List<TrainedModel> until = files.stream().filter(file -> file.version() <= version).toList();
    Optional<Rank> best = PromotionRule.ranks(until).findFirst();
    Optional<Rank> champion = new ModelRegister(world.redis()).reigning();
    boolean deleted =
        champion.map(Rank::fileName).filter(expectations.deletedFiles()::contains).isPresent();
    if (best.isPresent()
        && !deleted
        && champion.filter(rank -> rank.compareTo(best.get()) >= 0).isEmpty()) {
      throw new AssertionError(
          "champion after version %d: expected %s or better, but there is %s"
              .formatted(version, best.get(), champion));
    }
  }
}
