package dev.aidemo.common.model;

import dev.aidemo.common.message.Rank;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The model that serves when there is no other: trained in the build from the starter rows, and
 * bundled with {@code prediction}. {@link Rank#STARTER} says how good it is: what ranks lower is
 * never promoted.
 */
public final class StarterModel {
  private static final String RESOURCE = "starter-model.pb";

  private StarterModel() {}

  /** Loads the bundled model, whose name sorts before all others. */
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

  /** Writes the model into the folder that is the one argument: a step of the build. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]).resolve(RESOURCE);
    Files.createDirectories(file.getParent());
    Files.write(file, Trainer.LINEAR_SVM.train(BankData.load().starter()).write());
  }
}
