package dev.aidemo.common.model;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.promotion.Rank;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the model that serves until one is trained. The build trains it on the starter rows and
 * bundles it with {@code prediction}. {@link Rank#STARTER} says how good it is.
 */
public final class StarterModel {
  private static final String RESOURCE = "starter-model.pb";

  private StarterModel() {}

  /** Loads the bundled model, whose file name sorts before all others. */
  public static CurrentModel.Served load() {
    try (InputStream file = StarterModel.class.getResourceAsStream("/" + RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new CurrentModel.Served(Rank.STARTER.fileName(), Classifier.read(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains the model, which is the same each time, where it is not bundled. */
  public static Classifier train() {
    return Trainer.LINEAR_SVM.train(BankData.load().starter());
  }

  /** Writes the model into the folder that the argument names, as a step of the build. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]).resolve(RESOURCE);
    Files.createDirectories(file.getParent());
    Files.write(file, train().write());
  }
}
