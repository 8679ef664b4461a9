package dev.aidemo.common.model;

import dev.aidemo.common.cache.ModelCache;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * The model that is served: the pinned one or the champion, as the cache names it; where the cache
 * is empty or does not answer, the champion among the files in the bucket; where that fails too, or
 * all of them rank below it, the starter model. Once a model is loaded, no failure takes it away.
 *
 * <p>Reads {@code MODEL_REFRESH_SECONDS} (60): how long a model is served before the cache is asked
 * again.
 */
public final class CurrentModel {
  private static final Logger logger = Logger.getLogger(CurrentModel.class.getName());
  private static final int MOST_FILES_TRIED = 3;

  private final ModelCache cache;
  private final ModelStore store;
  private final Duration refresh;
  private final Served starter;
  private Served served;
  private long checked;
  private boolean never = true;

  /**
   * A model and the name of its file.
   *
   * @param fileName sorts as the model's version does
   */
  public record Served(String fileName, Classifier classifier) {}

  /** Serves {@code starter} until there is something better. */
  public CurrentModel(Environment environment, ModelCache cache, ModelStore store, Served starter) {
    this.cache = cache;
    this.store = store;
    this.refresh = environment.seconds("MODEL_REFRESH_SECONDS", 60, 86_400);
    this.starter = starter;
    this.served = starter;
  }

  /** The model to use now. Looks for a new one if it is time to; never fails. */
  public synchronized Served get() {
    if (never || System.nanoTime() - checked >= refresh.toNanos()) {
      refresh();
      never = false;
      checked = System.nanoTime();
    }
    return served;
  }

  private void refresh() {
    Optional<String> named = named();
    try {
      boolean found =
          named.isPresent() && (named.get().equals(served.fileName()) || load(named.get()));
      if (!found && served.fileName().equals(starter.fileName())) {
        loadFromBucket();
      }
    } catch (RuntimeException e) {
      // Another file would be waited for just as long, and the message waits meanwhile.
      logger.warning("The bucket does not answer; " + served.fileName() + " serves on: " + e);
    }
  }

  private Optional<String> named() {
    try {
      return cache.served();
    } catch (RuntimeException e) {
      logger.warning("The cache does not say which model to serve: " + e);
      return Optional.empty();
    }
  }

  private void loadFromBucket() {
    List<TrainedModel> models = store.list();
    boolean loaded =
        models.stream()
            .filter(PromotionRule::isEligible)
            .sorted(PromotionRule.RANK.reversed())
            .limit(MOST_FILES_TRIED)
            .anyMatch(model -> load(model.modelFileName()));
    if (!loaded) {
      logger.info("The bucket has no model to serve; the starter model serves");
    }
  }

  /** Answers false where the file is of no use; throws where the bucket does not answer. */
  private boolean load(String fileName) {
    try {
      served = new Served(fileName, Classifier.read(store.download(fileName)));
      logger.info("Model " + fileName + " serves");
      return true;
    } catch (ModelFileException e) {
      logger.warning("Model " + fileName + " cannot be loaded: " + e);
      return false;
    }
  }
}
