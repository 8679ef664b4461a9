package dev.aidemo.common.model;

import com.google.api.services.storage.model.StorageObject;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Describes a model file as it was in the bucket when it was listed.
 *
 * @param pinned whether an operator pinned it, so that no training deletes it
 * @param generation identifies the file's content
 * @param metageneration changes with the file's metadata, and so when it is pinned
 */
public record ModelFile(TrainedModel model, boolean pinned, long generation, long metageneration) {
  /** The metadata that has the whole {@code model} message. */
  static final String MESSAGE = "message";

  /** The metadata of a pinned file. */
  static final String PINNED = "pinned";

  /** Names of files have ten digits. */
  private static final long MAX_VERSION = 9_999_999_999L;

  private static final Logger logger = Logger.getLogger(ModelFile.class.getName());

  /** Returns the models that the files hold. */
  public static List<TrainedModel> models(List<ModelFile> files) {
    return files.stream().map(ModelFile::model).toList();
  }

  /** Returns nothing if the object has no readable message, and so is no model of ours. */
  static Optional<ModelFile> of(StorageObject object) {
    Map<String, @Nullable String> metadata = object.getMetadata();
    String message = metadata == null ? null : metadata.get(MESSAGE);
    if (message == null) {
      return Optional.empty();
    }
    try {
      TrainedModel model = TrainedModel.decode(message.getBytes(StandardCharsets.UTF_8));
      if (!isNamedAs(object, model)) {
        logger.warning("Model file " + object.getName() + " is ignored: it has another's message");
        return Optional.empty();
      }
      return Optional.of(
          new ModelFile(
              model,
              metadata.containsKey(PINNED),
              object.getGeneration(),
              object.getMetageneration()));
    } catch (PoisonMessageException e) {
      logger.warning("Model file " + object.getName() + " is ignored: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Otherwise one file could claim the name of another, or a version after which none is left, or
   * one whose name does not sort as it does.
   */
  private static boolean isNamedAs(StorageObject object, TrainedModel model) {
    return model.version() <= MAX_VERSION
        && model.modelFileName().equals(object.getName())
        && model.modelFileName().equals(ModelStore.fileName(model.version()));
  }
}
