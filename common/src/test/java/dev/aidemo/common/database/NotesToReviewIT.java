package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.feedback;
import static dev.aidemo.common.message.SamplePayloads.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.database.NotesToReview.Note;
import dev.aidemo.common.evidence.SimulatedReview;
import dev.aidemo.common.message.Prediction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotesToReviewIT {
  private static final UUID BATCH = new UUID(0, 7);

  private final Predictions predictions = new Predictions(TestDatabase.database());
  private final NotesToReview notes = new NotesToReview(TestDatabase.reading());

  NotesToReviewIT() throws SQLException {}

  @BeforeEach
  void emptyTheTable() throws SQLException {
    TestDatabase.run("TRUNCATE predictions");
  }

  @AfterAll
  static void leaveASmallTable() throws SQLException {
    TestDatabase.run("TRUNCATE predictions");
  }

  private static Prediction sure(UUID batch, List<Double> confidence) {
    Prediction plain =
        prediction(batch, "model-1.pb", confidence.stream().map(c -> REAL).toArray(Verdict[]::new));
    return new Prediction(
        batch,
        plain.subjects(),
        plain.input(),
        plain.output(),
        "model-1.pb",
        confidence,
        null,
        NOON);
  }

  @Test
  void asksInTheOrderOfReviewWithTheProbabilityOfEach() {
    List<Double> confidence = IntStream.range(0, 40).mapToObj(i -> 0.5 + i / 80.0).toList();
    predictions.store(sure(BATCH, confidence), NOON);
    List<SimulatedReview.Asked> expected =
        SimulatedReview.next(
            IntStream.range(0, 40)
                .mapToObj(
                    i ->
                        new SimulatedReview.Unrated(
                            Predictions.rowId(BATCH, i), 1 - confidence.get(i)))
                .toList(),
            10);

    List<Note> asked = notes.next(10);

    assertThat(asked)
        .extracting(
            note ->
                Predictions.rowId(
                    BATCH, Integer.parseInt(note.subject().substring("note-".length()))))
        .containsExactlyElementsOf(expected.stream().map(SimulatedReview.Asked::id).toList());
    assertThat(asked)
        .extracting(Note::probability)
        .containsExactlyElementsOf(
            expected.stream().map(SimulatedReview.Asked::probability).toList());
    assertThat(notes.next(40)).hasSize(40).allMatch(note -> note.probability() == 1);
  }

  @Test
  void tellsWhatAPersonNeedsToRateIt() {
    predictions.store(sure(BATCH, List.of(0.61)), NOON);

    assertThat(notes.next(10))
        .containsExactly(
            new Note(
                BATCH,
                "note-0",
                new Features(0, 0.1, -2, 1e-7),
                "real",
                0.61,
                1,
                "model-1.pb",
                NOON));
  }

  @Test
  void aRatedNoteIsNotAskedAgain() {
    predictions.store(prediction(BATCH, "model-1.pb", REAL, FAKE), NOON);
    predictions.rate(feedback(BATCH, "note-0", false), NOON);

    assertThat(notes.next(10)).extracting(Note::subject).containsExactly("note-1");
  }

  @Test
  void aReplacedVerdictHasAPlaceOfItsOwn() throws SQLException {
    predictions.store(sure(BATCH, List.of(1.0)), NOON);
    double before = priority();
    predictions.store(prediction(BATCH, "model-0.pb", FAKE), NOON);

    assertThat(priority()).isCloseTo(before / 50, within(1e-12));
    assertThat(notes.next(1)).extracting(Note::prediction).containsExactly("fake");
  }

  private static double priority() throws SQLException {
    return Double.parseDouble(TestDatabase.query("SELECT review_priority FROM predictions").get(0));
  }

  @Test
  void rowsOfAnEarlierVersionAreNotAskedOneByOne() throws SQLException {
    predictions.store(prediction(BATCH, "model-1.pb", REAL), NOON);
    TestDatabase.run("UPDATE predictions SET review_priority = NULL");

    assertThat(notes.next(10)).isEmpty();
  }

  @Test
  void oneIndexScanFindsThemInATableOfAnySize() throws SQLException {
    ManyPredictions.store(300_000);

    String plan = ManyPredictions.plan(NotesToReview.NEXT.replace("?", "101"));
    assertThat(plan).contains("Index Scan using predictions_review").doesNotContain("Sort");

    long began = System.nanoTime();
    assertThat(notes.next(100)).hasSize(100);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
  }
}
