package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.promotion.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterModelTest {
  @Test
  void hasTheAccuracyOfItsRank(@TempDir Path folder) throws IOException {
    BankData data = BankData.load();

    StarterModel.main(new String[] {folder.toString()});

    var starter = Classifier.read(Files.readAllBytes(folder.resolve("starter-model.pb")));
    assertThat(Rank.STARTER.accuracy())
        .isEqualTo(Scores.report(starter, data.holdout()).accuracy());
    assertThat(Rank.STARTER.generation()).isEqualTo(data.holdoutId().generation());
    assertThat(Rank.STARTER.fileName()).isLessThan(ModelStore.fileName(0));
  }

  @Test
  void isTrainedOnTheStarterRows(@TempDir Path folder) throws IOException {
    BankData data = BankData.load();

    StarterModel.main(new String[] {folder.resolve("classes").toString()});

    var starter = Classifier.read(Files.readAllBytes(folder.resolve("classes/starter-model.pb")));
    assertThat(Scores.report(starter, data.holdout()))
        .isEqualTo(Scores.report(Trainer.LINEAR_SVM.train(data.starter()), data.holdout()));
  }
}
