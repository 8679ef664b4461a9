package dev.aidemo.ingestapi;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.http.HttpProblem;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.common.topic.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Accepts a batch of banknotes, called notes, as JSON or CSV, and answers it once Pub/Sub has taken
 * it. Under one {@code Idempotency-Key}
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/) a batch always has
 * the same id, so that a client's retry is the same batch.
 */
public final class Notes {
  private static final String CSV = "text/csv";
  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

  private final Topic topic;

  /** Reads the variables of {@link PubSub} and {@code TOPIC_ID}. */
  public Notes(Environment environment) {
    this.topic = Topic.of(new PubSub(environment), "request", environment);
  }

  /** Does what the first request would have to wait for. */
  public void prepare() {
    String note = "{\"subjects\":[\"a\"],\"features\":[[1.5,2,3,4]]}";
    PredictionRequest batch =
        JsonReader.read(
            note.getBytes(StandardCharsets.UTF_8),
            object -> NotesJson.read(object, Optional.empty()));
    batch.encode();
    var unused = Answer.json(batch::write);
    topic.connect();
  }

  /** Answers {@code POST /notes}. */
  public Answer publish(ApiRequest request) throws IOException {
    request.requireMediaType(ApiRequest.JSON, CSV);
    Optional<UUID> idempotent = request.header("Idempotency-Key").map(Notes::batchId);
    PredictionRequest batch =
        request.mediaType().equals(CSV)
            ? csv(request, idempotent.orElseGet(UUID::randomUUID))
            : request.json(object -> NotesJson.read(object, idempotent));
    topic.publish(batch.encode(), Instant.now());
    return Answer.json(batch::write);
  }

  private static PredictionRequest csv(ApiRequest request, UUID batchId) throws IOException {
    try (InputStream body = request.body()) {
      return NotesCsv.read(body, batchId);
    }
  }

  private static UUID batchId(String header) {
    // The draft has the key in quotes; most clients leave them out.
    String key = header.strip().replaceFirst("^\"(.*)\"$", "$1");
    if (!KEY.matcher(key).matches()) {
      throw HttpProblem.badRequest(
          "Idempotency-Key must have 1 to 255 visible ASCII characters and no blanks");
    }
    return UUID.nameUUIDFromBytes(("Idempotency-Key:" + key).getBytes(StandardCharsets.UTF_8));
  }
}
