package dev.aidemo.simulation;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.failure.RedeliverException;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.promotion.Rank;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Checks what must hold at each delivery. */
final class DeliveryInvariants {
  private final World world;
  private final Expectations expectations;
  private final Map<Task, Start> starts = new IdentityHashMap<>();
  private final Set<Task> trainings = new HashSet<>();

  /** The start of the last delivery for which an instance trained. */
  private final Map<Platform.Instance, Start> trained = new IdentityHashMap<>();

  /** When rows of a batch were last learned. */
  private final Map<UUID, Integer> learned = new HashMap<>();

  private int step;

  /** Holds how far the run was when a delivery started. */
  private record Start(int step, int messages, int evictions) {}

  DeliveryInvariants(World world, Expectations expectations) {
    this.world = world;
    this.expectations = expectations;
  }

  void starts(Task task) {
    starts.put(task, new Start(++step, world.broker().messages(), expectations.evictions()));
  }

  /** A job whose labels an earlier training of the instance has read leads to no other. */
  void resumes(Task task, String place) {
    step++;
    Delivery delivery = task.delivery();
    if (place.equals("before COMMIT") && delivery.function().trigger().equals("training")) {
      learned.put(Feedback.decode(delivery.message().data()).batchId(), step);
    }
    if (place.equals("before UPLOAD")) {
      trainings.add(task);
      Start earlier = trained.get(task.instance());
      UUID batchId = Feedback.decode(delivery.message().data()).batchId();
      boolean needless =
          earlier != null
              && learned.getOrDefault(batchId, Integer.MAX_VALUE) < earlier.step()
              && Integer.parseInt(delivery.message().id()) <= earlier.messages();
      Invariants.same("needless training for " + delivery, false, needless);
    }
  }

  void ends(Task task) {
    Start start = Invariants.present(starts.remove(task));
    Throwable failure = task.failure();
    if (failure != null) {
      requirePlanned(task, failure);
    } else if (trainings.contains(task)) {
      trained.put(task.instance(), start);
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
    Optional<TrainedModel> best = PromotionRule.champion(until);
    Optional<String> named = new ModelRegister(world.redis()).champion();
    Optional<Rank> champion =
        files.stream()
            .filter(file -> named.filter(file.modelFileName()::equals).isPresent())
            .map(Rank::of)
            .findFirst();
    boolean deleted = named.filter(expectations.deletedFiles()::contains).isPresent();
    if (best.isPresent()
        && !deleted
        && champion.filter(rank -> rank.compareTo(Rank.of(best.get())) >= 0).isEmpty()) {
      throw new AssertionError(
          "champion after version %d: expected %s or better, but there is %s"
              .formatted(version, best.get().modelFileName(), named));
    }
  }
}
