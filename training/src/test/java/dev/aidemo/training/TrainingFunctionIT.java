package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.SkippedTrainings;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.effect.Watching;
import dev.aidemo.common.function.Delivery;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingFunctionIT {
  private static final BankData DATA = BankData.load();
  private static final String JOB =
      "{\"batch_id\": \"f38b1e92-378d-11eb-adc1-0242ac120002\", \"subjects\": [\"a\"],"
          + " \"ratings\": [1]}";

  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final Inbox models = Inbox.of("model", variables);
  private final ModelStore store = new ModelStore(Environment.of(variables));
  private final TrainingLog jobs = new TrainingLog(new Database(Environment.of(variables)));

  @BeforeEach
  void emptyTheTables() throws SQLException {
    variables.put("TRAINING_INTERVAL_SECONDS", "0");
    run("TRUNCATE training, jobs, skipped_trainings");
  }

  @Test
  void trainsOnAllRowsAndPublishesTheModelWithItsFigures() throws SQLException {
    insert(DATA.starter());
    insert(DATA.rest().subList(0, 300));

    Delivery.to(function(), JOB);

    TrainedModel model = published().get(0);
    assertThat(model.records()).isEqualTo(306);
    assertThat(model.accuracy()).isGreaterThan(0.99);
    assertThat(model.report().accuracy()).isEqualTo(model.accuracy());
    assertThat(model.report().fake().support() + model.report().real().support()).isEqualTo(270);
    assertThat(model.holdout()).isEqualTo(DATA.holdoutId());
    assertThat(store.list()).containsExactly(model);
    assertThat(Classifier.read(store.download(model.modelFileName()))).isNotNull();
  }

  @Test
  void trainsEqualDataOnce() throws SQLException {
    insert(DATA.starter());
    TrainingFunction function = function();
    deliver(function);

    Delivery.to(function, JOB);
    insert(DATA.starter());
    Delivery.to(function, JOB);

    assertThat(published()).isEmpty();
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void trainsAgainOnceThereIsANewRow() throws SQLException {
    insert(DATA.starter());
    TrainingFunction function = function();
    deliver(function);
    insert(DATA.rest().subList(0, 1));

    Delivery.to(function, JOB);

    assertThat(published()).extracting(TrainedModel::records).contains(7);
    assertThat(store.list()).hasSize(2);
  }

  @Test
  void publishesTheUploadedModelAgainWhereItCouldNotPublishIt() throws SQLException {
    insert(DATA.starter());
    Map<String, String> broken = new HashMap<>(variables);
    broken.put("TOPIC_ID", "no-such-topic");

    assertThatThrownBy(() -> Delivery.to(new TrainingFunction(Environment.of(broken)), JOB))
        .isInstanceOf(GoogleException.class);
    Delivery.to(function(), JOB);

    assertThat(published()).isEqualTo(store.list()).hasSize(1);
  }

  @Test
  void publishesTheChampionAgainWithEachModelThatRanksLower() throws SQLException {
    insert(DATA.rest().subList(0, 300));
    TrainingFunction function = function();
    deliver(function);
    TrainedModel champion = store.list().get(0);
    run("TRUNCATE training");
    insert(DATA.starter());

    Delivery.to(function, JOB);

    assertThat(published()).hasSize(2).contains(champion);
  }

  @Test
  void neverTrainsOnTheHoldout() throws SQLException {
    insert(DATA.starter());
    insert(DATA.holdout());

    Delivery.to(function(), JOB);

    assertThat(published().get(0).records()).isEqualTo(6);
  }

  @Test
  void refusesOneClassAloneAndLeavesTheChampion() throws SQLException {
    insert(DATA.rest().stream().filter(row -> row.truth().label() == 1).limit(50).toList());

    Delivery.to(function(), JOB);

    assertThat(published()).isEmpty();
    assertThat(store.list()).isEmpty();
    assertThat(new SkippedTrainings(new Database(Environment.of(variables))).newest(5))
        .singleElement()
        .extracting(SkippedTrainings.Skipped::reason)
        .isEqualTo("training needs at least 3 rows of each class, there are 50 real and 0 fake");
  }

  @Test
  void trainsOnceThereAreEnoughRowsAfterARefusal() throws SQLException {
    TrainingFunction function = function();
    insert(DATA.starter().subList(0, 5));
    Delivery.to(function, JOB);
    insert(DATA.starter().subList(5, 6));

    Delivery.to(function, JOB);

    assertThat(published()).singleElement().extracting(TrainedModel::records).isEqualTo(6);
  }

  @Test
  void doesNotEvenReadTheRowsWhereNoneHasChanged() throws SQLException {
    insert(DATA.starter());
    TrainingFunction function = function();
    Delivery.to(function, JOB);
    assertThat(published()).hasSize(1);

    // It would find its file in the bucket, and publish it again, if it looked.
    Delivery.to(function, JOB);

    assertThat(published()).isEmpty();
  }

  @Test
  void trainsAgainForALabelThatIsCommittedWhileItTrains() throws SQLException {
    insert(DATA.starter());
    TrainingFunction function = function();
    var uploads = new AtomicInteger();
    Watching.changes(
        effect -> {
          if (effect == SideEffect.UPLOAD && uploads.incrementAndGet() == 1) {
            insertOne(DATA.rest().get(0));
          }
        },
        effect -> {});
    try {
      deliver(function);
      deliver(function);
    } finally {
      Watching.changes(effect -> {}, effect -> {});
    }

    assertThat(store.list()).extracting(TrainedModel::records).containsExactly(6, 7);
  }

  @Test
  void trainsAgainWhereALabelIsCorrected() throws SQLException {
    insert(DATA.starter());
    insert(DATA.rest().subList(100, 120));
    TrainingFunction function = function();
    deliver(function);
    run("UPDATE training SET class = 1 - class WHERE id IN (SELECT id FROM training LIMIT 1)");

    Delivery.to(function, JOB);

    assertThat(store.list()).hasSize(2);
  }

  @Test
  void publishesTheModelLaterWhereItCouldNotPublishIt() throws SQLException {
    insert(DATA.starter());
    TrainingFunction function = function();
    Watching.changes(
        effect -> {
          if (effect == SideEffect.PUBLISH) {
            throw new IllegalStateException("unplugged");
          }
        },
        effect -> {});
    try {
      assertThatThrownBy(() -> Delivery.to(function, JOB)).hasMessage("unplugged");
    } finally {
      Watching.changes(effect -> {}, effect -> {});
    }

    Delivery.to(function, JOB);

    assertThat(published()).isEqualTo(store.list()).hasSize(1);
  }

  @Test
  void numbersModelsAboveWhatTheBucketHolds() throws SQLException {
    insert(DATA.starter());
    TrainingFunction function = function();
    Delivery.to(function, JOB);
    long first = published().get(0).version();
    // As if a backup of the database had been restored.
    run("TRUNCATE jobs");
    run("SELECT setval('model_version', 1)");
    insert(DATA.rest().subList(0, 5));

    Delivery.to(function, JOB);

    // The first one again, because table jobs does not know it any more.
    assertThat(published())
        .extracting(TrainedModel::version)
        .hasSize(2)
        .contains(first)
        .allMatch(version -> version >= first);
  }

  @Test
  void letsAStormOfJobsLeadToOneTrainingMore() throws SQLException {
    variables.put("TRAINING_INTERVAL_SECONDS", "1");
    TrainingFunction function = function();
    insert(DATA.starter());
    deliver(function);
    insert(DATA.rest().subList(0, 60));

    for (int job = 0; job < 60; job++) {
      deliver(function);
    }

    assertThat(store.list()).extracting(TrainedModel::records).containsExactly(6, 66);
  }

  @Test
  void waitsBetweenTwoTrainings() throws SQLException {
    variables.put("TRAINING_INTERVAL_SECONDS", "2");
    TrainingFunction function = function();
    insert(DATA.starter());
    deliver(function);
    insert(DATA.rest().subList(0, 60));

    deliver(function);

    List<TrainedModel> trained = store.list();
    assertThat(Duration.between(trained.get(0).created(), trained.get(1).created()))
        // The interval begins before the first training, which is cold.
        .isGreaterThan(Duration.ofSeconds(1));
  }

  /** Delivers a job, and stores what it leads to as training-to-db would. */
  private void deliver(TrainingFunction function) {
    Delivery.to(function, JOB);
    published().forEach(model -> jobs.store(model, Instant.now()));
  }

  private TrainingFunction function() {
    return new TrainingFunction(Environment.of(variables));
  }

  private List<TrainedModel> published() {
    return models.drain().stream()
        .map(message -> TrainedModel.decode(message.data().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static void insert(List<LabelledFeatures> rows) throws SQLException {
    List<String> values = new ArrayList<>();
    for (LabelledFeatures row : rows) {
      var features = row.features();
      values.add(
          "(%s, %s, %s, %s, %s)"
              .formatted(
                  features.variance(),
                  features.skewness(),
                  features.curtosis(),
                  features.entropy(),
                  row.truth().label()));
    }
    run(
        "INSERT INTO training (variance, skewness, curtosis, entropy, class) VALUES "
            + String.join(", ", values));
  }

  private static void insertOne(LabelledFeatures row) {
    try {
      insert(List.of(row));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void run(String sql) throws SQLException {
    try (var connection = Services.owner();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
