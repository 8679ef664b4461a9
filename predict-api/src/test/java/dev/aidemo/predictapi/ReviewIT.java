package dev.aidemo.predictapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.http.Call;
import dev.aidemo.common.http.Call.Reply;
import dev.aidemo.common.http.HttpContract;
import dev.aidemo.common.json.JsonTree;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.testkit.Services;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests which notes the API asks for. */
class ReviewIT {
  private static final Instant CREATED = Instant.parse("2026-11-24T17:04:14.659Z");
  private static final UUID BATCH = UUID.fromString(HttpContract.BATCH_ID);
  private static final Features NOTE = new Features(0.2234, 1.2342, -1.3243, -0.9383);

  private final Map<String, String> variables =
      new HashMap<>(Services.readOnly(Services.environment()));
  private final Predictions predictions =
      new Predictions(new Database(Environment.of(Services.environment())));

  ReviewIT() throws SQLException {}

  @BeforeEach
  void emptyTheTable() throws SQLException {
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE predictions");
    }
  }

  @Test
  void asksForANoteUntilItIsRated() {
    store(BATCH, List.of("test-record"), List.of(NOTE), List.of(0.61));

    assertThat(get("/review").body()).isEqualTo(HttpContract.answer("review"));
    predictions.rate(new Feedback(BATCH, List.of("test-record"), List.of(true)), CREATED);
    assertThat(get("/review").body()).isEqualTo("{\"notes\":[]}\n");
  }

  @Test
  void asksForTheNotesOfAllBatchesAsManyAsAreWanted() {
    List<String> subjects = IntStream.range(0, 30).mapToObj(i -> "note-" + i).toList();
    // Two different notes of one subject cannot be rated one by one.
    List<Features> differing = List.of(NOTE, new Features(1, 2, 3, 4));
    store(BATCH, List.of("test-record", "test-record"), differing, null);
    store(UUID.randomUUID(), subjects, Collections.nCopies(30, NOTE), null);

    List<?> notes = (List<?>) JsonTree.object(get("/review").bytes()).get("notes");
    assertThat(notes).hasSize(10).extracting("subject").isSubsetOf(subjects);
    List<?> all = (List<?>) JsonTree.object(get("/review?limit=100").bytes()).get("notes");
    assertThat(all).hasSize(30);
    assertThat(all.get(0)).extracting("probability").hasToString("1");
    assertThat(get("/review?limit=1").body()).contains("\"confidence\":null");
  }

  @Test
  void withoutADatabaseItSaysWhatToSet() {
    variables.remove("DBHOST");

    Reply reply = get("/review");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body()).contains("set DBHOST, DBNAME and DBUSER");
  }

  private void store(
      UUID batch, List<String> subjects, List<Features> notes, @Nullable List<Double> confidence) {
    List<Verdict> verdicts = Collections.nCopies(subjects.size(), Verdict.FAKE);
    predictions.store(
        new Prediction(
            batch, subjects, notes, verdicts, "model-0000000001.pb", confidence, null, CREATED),
        CREATED);
  }

  private Reply get(String uri) {
    return Call.get(uri).to(new PredictApi(Environment.of(variables)));
  }
}
