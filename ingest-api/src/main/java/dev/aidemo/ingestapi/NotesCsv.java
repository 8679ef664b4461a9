package dev.aidemo.ingestapi;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.http.HttpProblem;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.message.PredictionRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads a batch of notes as CSV (https://www.rfc-editor.org/rfc/rfc4180), line by line. A header
 * may name the columns in any order, among them {@code subject}; columns that it does not know are
 * left out. Without a header, a line has the features, and may have a subject before them. A note
 * without a subject is called after its line: {@code line-17}.
 */
final class NotesCsv {
  private final UUID batchId;
  private final List<String> subjects = new ArrayList<>();
  private final List<Features> features = new ArrayList<>();
  private CsvColumns columns = CsvColumns.UNKNOWN;
  private int line;

  private NotesCsv(UUID batchId) {
    this.batchId = batchId;
  }

  static PredictionRequest read(InputStream csv, UUID batchId) throws IOException {
    return new NotesCsv(batchId).read(csv);
  }

  private PredictionRequest read(InputStream csv) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8.newDecoder()));
    try {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          add(CsvLine.cells(line == 1 ? withoutMark(text) : text));
        }
      }
    } catch (CharacterCodingException e) {
      line++;
      throw new HttpProblem(400, at("the body must be UTF-8"));
    } catch (PoisonMessageException e) {
      throw new HttpProblem(400, at(e.reason()));
    }
    if (subjects.isEmpty()) {
      throw HttpProblem.badRequest("subjects must have one or more record");
    }
    return new PredictionRequest(batchId, subjects, features);
  }

  /** Spreadsheets begin a file with a byte order mark. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private void add(List<String> cells) {
    if (columns.equals(CsvColumns.UNKNOWN)) {
      if (CsvColumns.isHeader(cells)) {
        columns = CsvColumns.ofHeader(cells);
        return;
      }
      columns = CsvColumns.withoutHeader(cells.size());
    }
    if (cells.size() != columns.count()) {
      throw new PoisonMessageException(
          "the line", "must have " + columns.count() + " cells, as those before", cells.size());
    }
    if (subjects.size() == JsonReader.MAX_ENTRIES) {
      throw new PoisonMessageException(
          "there must be at most " + JsonReader.MAX_ENTRIES + " notes");
    }
    String subject = columns.subject(cells).orElse("line-" + line);
    PredictionRequest.requireSubject(subject, "subject");
    subjects.add(subject);
    features.add(columns.features(cells));
  }

  private String at(String problem) {
    return "line " + line + ": " + ApiRequest.shorten(problem);
  }
}
