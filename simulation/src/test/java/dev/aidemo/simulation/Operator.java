package dev.aidemo.simulation;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelFile;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.operations.cache.CacheRebuild;
import dev.aidemo.operations.champion.Champion;
import dev.aidemo.operations.deadletter.DeadLetter;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Gives an operator's commands while functions are at work: rebuilds the cache, pins and unpins
 * models, replays dead letters, and deletes the champion's file.
 */
final class Operator implements AutoCloseable {
  private final Random random;
  private final World world;
  private final Broker broker;
  private final Expectations expectations;
  private final CacheRebuild cacheRebuild;
  private final Champion champion;
  private final ModelStore store;

  Operator(Random random, World world, Expectations expectations) {
    this.random = random;
    this.world = world;
    this.broker = world.broker();
    this.expectations = expectations;
    Environment environment = Environment.of(world.variables());
    this.cacheRebuild = new CacheRebuild(environment);
    this.champion = new Champion(environment);
    this.store = new ModelStore(environment);
  }

  /** Plans none or some commands. */
  void plan(Schedule schedule) {
    List<Runnable> commands =
        List.of(this::rebuild, this::pin, this::unpin, this::replay, this::deleteChampion);
    for (int i = random.nextInt(4); i > 0; i--) {
      schedule.at(schedule.time(), commands.get(random.nextInt(commands.size())));
    }
  }

  /** Rebuilds the cache; the champion is then the best file in the bucket. */
  void rebuild() {
    cacheRebuild.restoreTrainings((done, total) -> {});
    cacheRebuild.restoreBatches((done, total) -> {});
    cacheRebuild.lostChampion().ifPresent(cacheRebuild::lower);
    Optional<String> best = PromotionRule.champion(store.list()).map(TrainedModel::modelFileName);
    Invariants.same("champion after a rebuild", best, register().champion());
  }

  private void pin() {
    List<TrainedModel> models = store.list();
    if (!models.isEmpty()) {
      TrainedModel model = models.get(random.nextInt(models.size()));
      champion.pin(model.version());
      expectations.pinned(Optional.of(model.modelFileName()));
    }
  }

  private void unpin() {
    champion.unpin();
    expectations.pinned(Optional.empty());
  }

  /** Publishes the original of any dead letter again, as the command does. */
  private void replay() {
    List<Message> letters = broker.published(Broker.DEAD_LETTER);
    if (!letters.isEmpty()) {
      Message letter = letters.get(random.nextInt(letters.size()));
      PubsubMessage original =
          new DeadLetter(
                  letter.id(),
                  letter.published(),
                  ByteString.copyFrom(letter.data()),
                  letter.attributes())
              .original();
      String topic = letter.attributes().getOrDefault("dead-letter-topic", "");
      Message again =
          broker.publish(
              topic, original.getData().toByteArray(), original.getAttributesMap(), broker.time());
      expectations.replayed(Invariants.original(letter), again);
    }
  }

  private void deleteChampion() {
    Optional<String> name = register().champion();
    for (ModelFile file : store.files()) {
      String fileName = file.model().modelFileName();
      if (name.filter(fileName::equals).isPresent()) {
        store.delete(file);
        expectations.deletedFile(fileName);
        rebuild();
      }
    }
  }

  private ModelRegister register() {
    return new ModelRegister(world.redis());
  }

  @Override
  public void close() {
    Platform.disconnect(cacheRebuild);
    Platform.disconnect(champion);
  }
}
