package dev.aidemo.console.call;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws banknotes from the data set, without its holdout. {@code note-812} is the 812th row of the
 * file, so that a person who reviews it can be told what the data set says.
 */
public final class SampleNotes {
  private static final int MAX_COUNT = 100;

  private @Nullable Map<Integer, LabelledFeatures> rows;

  /** Answers some banknotes, each at most once: {@code {"subjects":[…],"features":[…]}}. */
  public Answer draw(ApiRequest request) {
    int count = request.query("count", 5, 1, MAX_COUNT);
    List<Map.Entry<Integer, LabelledFeatures>> notes = new ArrayList<>(rows().entrySet());
    Collections.shuffle(notes);
    List<Map.Entry<Integer, LabelledFeatures>> drawn = notes.subList(0, count);
    return Answer.json(
        object -> {
          object.array("subjects", drawn, (array, note) -> array.string(subject(note.getKey())));
          object.array(
              "features",
              drawn,
              (array, note) -> array.numbers(note.getValue().features().toArray()));
        });
  }

  /** Answers what the data set says of each: {@code {"labels":{"note-812":"fake",…}}}. */
  public Answer labels(ApiRequest request) {
    return Answer.json(
        object ->
            object.object(
                "labels",
                labels -> {
                  for (Map.Entry<Integer, LabelledFeatures> note : rows().entrySet()) {
                    labels.string(subject(note.getKey()), note.getValue().truth().word());
                  }
                }));
  }

  private static String subject(int row) {
    return "note-" + row;
  }

  private synchronized Map<Integer, LabelledFeatures> rows() {
    if (rows == null) {
      rows = BankData.numberedWithoutHoldout();
    }
    return rows;
  }
}
