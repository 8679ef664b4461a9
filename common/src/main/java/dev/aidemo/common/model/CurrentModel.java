package dev.aidemo.common.model;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.PromotionRule;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/**
 * Provides the model to serve: the pinned one or the champion, as Redis names it. If Redis is empty
 * or does not answer, the champion among the files in the bucket serves; if that fails too, or all
 * files rank below it, the starter model. Once a model is loaded, it serves through any failure.
 *
 * <p>Reads {@code MODEL_REFRESH_SECONDS} (60): how long a model serves before Redis is asked again.
 */
public final class CurrentModel {
  private static final Logger logger = Logger.getLogger(CurrentModel.class.getName());
  private static final int MAX_FILES_TRIED = 3;

  private final ModelRegister register;
  private final ModelStore store;
  private final Duration refresh;
  private final Served starter;
  private Served served;
  private long checked;
  private boolean never = true;

  /** Files that could not be loaded stay so: they are not tried again until another is named. */
  private final Set<String> unusable = new HashSet<>();

  private Optional<String> lastNamed = Optional.empty();

  /**
   * Pairs a model with the name of its file.
   *
   * @param fileName names of files sort as the versions of their models do
   */
  public record Served(String fileName, Classifier classifier) {}

  /** Serves {@code starter} until there is something better. */
  public CurrentModel(
      Environment environment, ModelRegister register, ModelStore store, Served starter) {
    this.register = register;
    this.store = store;
    this.refresh = environment.seconds("MODEL_REFRESH_SECONDS", 60, 86_400);
    this.starter = starter;
    this.served = starter;
  }

  /** Returns the model to use now, after looking for a new one if it is time to. Never fails. */
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
    if (!named.equals(lastNamed)) {
      unusable.clear();
      lastNamed = named;
    }
    try {
      boolean found =
          named.isPresent() && (named.get().equals(served.fileName()) || load(named.get()));
      if (!found && served.fileName().equals(starter.fileName())) {
        loadFromBucket();
      }
    } catch (RuntimeException e) {
      // Trying another file would take just as long, and the message would wait.
      logger.warning(
          "The bucket does not answer; " + served.fileName() + " continues to serve: " + e);
    }
  }

  private Optional<String> named() {
    try {
      return register.served();
    } catch (RuntimeException e) {
      logger.warning("Redis does not say which model to serve: " + e);
      return Optional.empty();
    }
  }

  private void loadFromBucket() {
    List<TrainedModel> models = store.list();
    boolean loaded =
        PromotionRule.bestFirst(models)
            .limit(MAX_FILES_TRIED)
            .anyMatch(model -> load(model.modelFileName()));
    if (!loaded) {
      logger.info("The bucket has no model to serve; the starter model serves");
    }
  }

  /** Returns false if the file is unusable; throws if the bucket does not answer. */
  private boolean load(String fileName) {
    if (unusable.contains(fileName)) {
      return false;
    }
    try {
      byte[] file = store.download(fileName);
      // Before it is read, so that not even an Error makes the next event read it again.
      unusable.add(fileName);
      served = new Served(fileName, Classifier.read(file));
      unusable.remove(fileName);
      logger.info("Model " + fileName + " serves");
      return true;
    } catch (ModelFileException e) {
      logger.warning("Model " + fileName + " cannot be loaded: " + e);
      return false;
    }
  }
}
