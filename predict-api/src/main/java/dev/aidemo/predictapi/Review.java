package dev.aidemo.predictapi;

import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.NotesToReview;
import dev.aidemo.common.database.NotesToReview.Note;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.http.HttpProblem;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Answers which notes to ask a person for next: those whose labels teach most. */
public final class Review {
  private static final int PAGE = 10;

  private final Optional<NotesToReview> notes;

  /** Reads from the database, if there is one. */
  public Review(Optional<Database> database) {
    this.notes = database.map(NotesToReview::new);
  }

  /** Answers {@code GET /review}. */
  public Answer next(ApiRequest request) {
    int limit = Paging.limit(request, PAGE);
    List<Note> next =
        notes
            .orElseThrow(
                () ->
                    new HttpProblem(
                        503,
                        "only the database knows which notes to ask for, and this function has"
                            + " none; set DBHOST, DBNAME and DBUSER"))
            .next(limit);
    return Answer.json(object -> object.array("notes", next, (array, note) -> write(note, array)));
  }

  private static void write(Note note, JsonWriter array) throws IOException {
    array.object(
        object -> {
          object.string("batch_id", note.batchId());
          object.string("subject", note.subject());
          object.array(
              "input",
              DoubleStream.of(note.input().toArray()).boxed().toList(),
              (numbers, number) -> numbers.number(number.doubleValue()));
          object.string("prediction", note.prediction());
          if (note.confidence() == null) {
            object.nothing("confidence");
          } else {
            object.number("confidence", note.confidence());
          }
          object.number("probability", note.probability());
          object.stringOrNull("model_file_name", note.modelFileName());
          object.string("created", note.created());
        });
  }
}
