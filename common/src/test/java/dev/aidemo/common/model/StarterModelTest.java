package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterModelTest {
  @Test
  void isTrainedOnTheStarterRows(@TempDir Path folder) throws IOException {
    BankData data = BankData.load();

    StarterModel.main(new String[] {folder.resolve("classes").toString()});

    var starter = Classifier.read(Files.readAllBytes(folder.resolve("classes/starter-model.pb")));
    assertThat(Scores.report(starter, data.holdout()))
        .isEqualTo(Scores.report(Trainer.LINEAR_SVM.train(data.starter()), data.holdout()));
  }
}
