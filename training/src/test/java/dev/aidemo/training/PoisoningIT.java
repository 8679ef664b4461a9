package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.function.Delivery;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.CurrentModel;
import dev.aidemo.common.model.CurrentModel.Served;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.common.promotion.Rank;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/**
 * People who rate wrongly, on purpose or not, cannot make the service worse: whatever is trained on
 * what they say, the model that serves never classifies less of the holdout right. Each step of the
 * loop is the one that the functions take, on real stores.
 *
 * <p>As an experiment of any size: {@code -Dpoisoning.ratings=10000}.
 */
class PoisoningIT {
  private static final int RATINGS = Integer.getInteger("poisoning.ratings", 400);
  private static final int WAVES = 2;
  private static final BankData DATA = BankData.load();
  private static final String JOB =
      "{\"batch_id\": \"f38b1e92-378d-11eb-adc1-0242ac120002\", \"subjects\": [\"a\"],"
          + " \"ratings\": [1]}";

  @TempDir private static Path folder;
  private static Served starter;

  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final Inbox models = Inbox.of("model", variables);
  private Environment environment = Environment.of(variables);

  /** What somebody says of banknotes. */
  private enum Attack {
    THIRTY_PERCENT_FLIPPED {
      @Override
      LabelledFeatures rate(LabelledFeatures truth, Random random) {
        return random.nextInt(10) < 3 ? opposite(truth) : truth;
      }
    },
    ALL_REAL {
      @Override
      LabelledFeatures rate(LabelledFeatures truth, Random random) {
        return new LabelledFeatures(truth.features(), Verdict.REAL);
      }
    },
    ALL_INVERTED {
      @Override
      LabelledFeatures rate(LabelledFeatures truth, Random random) {
        return opposite(truth);
      }
    },
    /** The sum of the first three numbers is small where the classes meet. */
    INVERTED_NEAR_THE_BOUNDARY {
      @Override
      LabelledFeatures rate(LabelledFeatures truth, Random random) {
        Features features = truth.features();
        double sum = features.variance() + features.skewness() + features.curtosis();
        return Math.abs(sum) < 4 ? opposite(truth) : truth;
      }
    },
    EXTREME_VALUES {
      @Override
      LabelledFeatures rate(LabelledFeatures truth, Random random) {
        double[] numbers = random.doubles(Features.COUNT, -100, 100).toArray();
        return new LabelledFeatures(
            new Features(numbers[0], numbers[1], numbers[2], numbers[3]),
            Verdict.ofLabel(random.nextInt(2)));
      }
    },
    ONE_BANKNOTE_AGAIN_AND_AGAIN {
      @Override
      LabelledFeatures rate(LabelledFeatures truth, Random random) {
        return opposite(DATA.rest().get(0));
      }
    };

    abstract LabelledFeatures rate(LabelledFeatures truth, Random random);

    private static LabelledFeatures opposite(LabelledFeatures row) {
      return new LabelledFeatures(row.features(), Verdict.ofLabel(1 - row.truth().label()));
    }
  }

  @BeforeAll
  static void makeTheStarterModel() throws IOException {
    StarterModel.main(new String[] {folder.toString()});
    byte[] file = Files.readAllBytes(folder.resolve("starter-model.pb"));
    starter = new Served(Rank.STARTER.fileName(), Classifier.read(file));
  }

  @BeforeEach
  void emptyTheStores() throws SQLException {
    variables.put("TRAINING_INTERVAL_SECONDS", "0");
    variables.put("MODEL_REFRESH_SECONDS", "0");
    environment = Environment.of(variables);
    try (var connection = Services.owner();
        var statement = connection.createStatement();
        var redis =
            new Jedis(variables.get("REDISHOST"), Integer.parseInt(variables.get("REDISPORT")))) {
      statement.execute("TRUNCATE training, jobs, skipped_trainings, predictions");
      redis.flushAll();
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverLowersWhatTheChampionGetsRight(Attack attack) {
    var system = new Loop();
    system.addRows(DATA.starter());
    system.rate(DATA.rest().subList(0, 60));
    system.train();
    assertThat(system.served()).isGreaterThan(0.9);

    system.attack(attack);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALL_INVERTED", "EXTREME_VALUES"})
  void neverLowersWhatTheStarterModelGetsRight(Attack attack) {
    var system = new Loop();
    assertThat(system.served()).isEqualTo(177.0 / 270);

    system.attack(attack);
  }

  @Test
  void doesNotCountASubjectThatIsRatedAgainAndAgainTwice() {
    var system = new Loop();
    system.addRows(DATA.starter());
    LabelledFeatures wrong = Attack.opposite(DATA.rest().get(0));
    UUID batch = system.predict(List.of(wrong));
    for (int i = 0; i < RATINGS; i++) {
      system.learn(batch, 1);
    }

    system.train();

    assertThat(system.records).isEqualTo(7);
  }

  /** All that the functions do between a rating and the model that serves. */
  private final class Loop {
    private final Database database = new Database(environment);
    private final Predictions predictions = new Predictions(database);
    private final TrainingRows rows = new TrainingRows(database);
    private final TrainingLog jobs = new TrainingLog(database);
    private final ModelRegister register = new ModelRegister(new Redis(environment));
    private final TrainingFunction training = new TrainingFunction(environment);
    private final CurrentModel current =
        new CurrentModel(environment, register, new ModelStore(environment), starter);
    private int records;
    private int trained;
    private int notPromoted;

    void addRows(List<LabelledFeatures> starter) {
      rows.addStarter(starter);
    }

    void attack(Attack attack) {
      double before = served();
      double longest = 0;
      var random = new Random(1);
      for (int wave = 0; wave < WAVES; wave++) {
        double champion = served();
        rate(said(attack, random));
        longest = Math.max(longest, train());
        assertThat(served()).isGreaterThanOrEqualTo(champion);
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d ratings, champion %.4f, then %.4f; %d trained, %d not promoted, longest %.1f s%n",
          attack,
          RATINGS * WAVES,
          before,
          served(),
          trained,
          notPromoted,
          longest);
    }

    private List<LabelledFeatures> said(Attack attack, Random random) {
      List<LabelledFeatures> banknotes = DATA.rest();
      return IntStream.range(0, RATINGS)
          .mapToObj(i -> banknotes.get(random.nextInt(banknotes.size())))
          .map(truth -> attack.rate(truth, random))
          .map(scattered(attack, random))
          .toList();
    }

    /** Other banknotes than those that the data set has, but much alike. */
    private UnaryOperator<LabelledFeatures> scattered(Attack attack, Random random) {
      return row -> {
        if (attack == Attack.ONE_BANKNOTE_AGAIN_AND_AGAIN) {
          return row;
        }
        double[] numbers = row.features().toArray();
        return new LabelledFeatures(
            new Features(
                numbers[0] * (1 - random.nextDouble() / 100), numbers[1], numbers[2], numbers[3]),
            row.truth());
      };
    }

    /** Each of these banknotes is asked for, and rated so that its label is what is said of it. */
    void rate(List<LabelledFeatures> said) {
      if (said.stream().distinct().count() == 1) {
        said.forEach(row -> learn(predict(List.of(row)), 1));
      } else {
        learn(predict(said), said.size());
      }
    }

    UUID predict(List<LabelledFeatures> said) {
      UUID batch = UUID.randomUUID();
      predictions.store(
          new Prediction(
              batch,
              subjects(said.size()),
              said.stream().map(LabelledFeatures::features).toList(),
              said.stream().map(LabelledFeatures::truth).toList(),
              "model-0000000001.pb",
              null,
              Instant.now()),
          Instant.now());
      return batch;
    }

    void learn(UUID batch, int size) {
      var feedback =
          new Feedback(
              batch, subjects(size), IntStream.range(0, size).mapToObj(i -> true).toList());
      predictions.rate(feedback, Instant.now());
      rows.learn(feedback);
    }

    private static List<String> subjects(int size) {
      return IntStream.range(0, size).mapToObj(i -> "note-" + i).toList();
    }

    /** Returns the seconds that the job took. */
    double train() {
      long start = System.nanoTime();
      Delivery.to(training, JOB);
      double seconds = (System.nanoTime() - start) / 1e9;
      for (Inbox.Message message : models.drain()) {
        TrainedModel model = TrainedModel.decode(message.data().getBytes(StandardCharsets.UTF_8));
        jobs.store(model, Instant.now());
        trained++;
        records = model.records();
        notPromoted += register.offer(model).isPromoted() ? 0 : 1;
      }
      return seconds;
    }

    /** The share of the holdout that the model which serves now classifies right. */
    double served() {
      List<Features> features = new ArrayList<>();
      DATA.holdout().forEach(row -> features.add(row.features()));
      List<Verdict> verdicts = current.get().classifier().classify(features).verdicts();
      long right =
          IntStream.range(0, verdicts.size())
              .filter(i -> verdicts.get(i) == DATA.holdout().get(i).truth())
              .count();
      return (double) right / verdicts.size();
    }
  }
}
