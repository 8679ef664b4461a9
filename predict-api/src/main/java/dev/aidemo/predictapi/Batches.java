package dev.aidemo.predictapi;

import dev.aidemo.common.cache.BatchEntry;
import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.RatedBatches;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.http.HttpProblem;
import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.common.topic.Topic;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Answers what was predicted, and publishes ratings once Pub/Sub has taken them. */
public final class Batches {
  private static final int MAX_PAGE = 100;
  private static final Pattern UUID_FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final RecentBatches recent;
  private final Optional<RatedBatches> stored;
  private final Topic feedback;

  /**
   * Reads the variables of {@link PubSub} and {@code TOPIC_ID}. Without a database, a single batch
   * is looked up among those that Redis lists.
   */
  public Batches(Environment environment, Redis redis, Optional<Database> database) {
    this.recent = new RecentBatches(redis);
    this.stored = database.map(RatedBatches::new);
    this.feedback = Topic.of(new PubSub(environment), "feedback", environment);
  }

  /** Does what the first request would have to wait for. */
  public void prepare() {
    List<BatchEntry> page = recent.page(1, Optional.empty());
    var unused = Answer.json(object -> array(object, page));
  }

  /** Answers {@code GET /batches}. */
  public Answer list(ApiRequest request) {
    List<BatchEntry> page = recent.page(Paging.limit(request, MAX_PAGE), Paging.before(request));
    return Answer.json(object -> array(object, page));
  }

  private static void array(JsonWriter object, List<BatchEntry> page) throws IOException {
    object.array("batches", page, (array, entry) -> array.object(entry::write));
  }

  /** Answers {@code GET /batches/{id}}. */
  public Answer find(ApiRequest request) {
    UUID id = id(request);
    // A new batch may be listed a moment before it is stored.
    return stored
        .flatMap(batches -> batches.find(id))
        .map(batch -> Answer.json(object -> BatchJson.write(batch, object)))
        .or(
            () ->
                recent.find(id).map(batch -> Answer.json(object -> BatchJson.write(batch, object))))
        .orElseThrow(
            () -> HttpProblem.notFound("there is no batch " + id + "; if it is new, try again"));
  }

  /** Answers {@code PATCH /batches/{id}}. */
  public Answer rate(ApiRequest request) throws IOException {
    UUID id = id(request);
    Feedback ratings = request.json(object -> RatingsJson.read(object, id));
    feedback.publish(ratings.encode(), Instant.now());
    return Answer.json(ratings::write);
  }

  private static UUID id(ApiRequest request) {
    String id = request.parameter("id");
    if (!UUID_FORM.matcher(id).matches()) {
      throw HttpProblem.badRequest(
          "batch_id must be a UUID, got \"" + ApiRequest.shorten(id) + "\"");
    }
    return UUID.fromString(id);
  }
}
