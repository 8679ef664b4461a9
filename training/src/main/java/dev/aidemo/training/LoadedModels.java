package dev.aidemo.training;

import dev.aidemo.common.message.DecidedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelFileException;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.StarterModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/** Keeps the classifiers of the few models that trainings compare, loaded once. */
final class LoadedModels {
  private static final Logger logger = Logger.getLogger(LoadedModels.class.getName());

  private final ModelStore store;
  private final Map<String, Classifier> loaded = new HashMap<>();

  LoadedModels(ModelStore store) {
    this.store = store;
  }

  /**
   * Returns the classifier of a model, or nothing if its file is missing or unusable.
   *
   * @throws dev.aidemo.common.google.GoogleException if the bucket does not answer
   */
  Optional<Classifier> find(DecidedModel model) {
    String fileName = model.modelFileName();
    try {
      return Optional.of(loaded.computeIfAbsent(fileName, name -> load(model)));
    } catch (ModelFileException e) {
      logger.warning("Model " + fileName + " cannot be compared: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Classifier load(DecidedModel model) {
    return model.version() == 0
        ? StarterModel.train()
        : Classifier.read(store.download(model.modelFileName()));
  }

  /** Adds the classifier of a new model, which has no file yet. */
  void add(String fileName, Classifier classifier) {
    loaded.put(fileName, classifier);
  }

  /** Forgets all but these. */
  void retain(Set<String> fileNames) {
    loaded.keySet().retainAll(fileNames);
  }
}
