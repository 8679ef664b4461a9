package dev.aidemo.console.call;

import com.google.api.gax.rpc.ApiException;
import com.google.protobuf.ByteString;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.http.HttpProblem;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deadletter.DeadLetter;
import dev.aidemo.operations.deadletter.DeadLetters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists, replays and drops dead letters. One call at a time, because a letter that one of them
 * holds is invisible to the others.
 */
public final class DeadLetterCalls {
  private static final int MAX_LIMIT = 200;
  private static final int MAX_PAYLOAD = 20_000;

  private final Environment environment;
  private @Nullable DeadLetters letters;

  /** Connects at the first call, because the client takes a second to start. */
  public DeadLetterCalls(Environment environment) {
    this.environment = environment;
  }

  /** Answers the first ones: {@code {"dead_letters":[…],"more":false}}. */
  public Answer list(ApiRequest request) {
    int limit = request.query("limit", 50, 1, MAX_LIMIT);
    return call(
        all -> {
          List<DeadLetter> found = all.first(limit + 1);
          List<DeadLetter> shown = found.subList(0, Math.min(limit, found.size()));
          return Answer.json(
              object -> {
                object.array(
                    "dead_letters",
                    shown,
                    (array, letter) -> array.object(fields -> write(fields, letter, all)));
                object.flag("more", found.size() > limit);
              });
        });
  }

  /** Publishes the original message again: {@code {"id":…,"topic":…}}. */
  public Answer replay(ApiRequest request) throws IOException {
    Optional<String> given = request.json(DeadLetterCalls::topic);
    String id = request.parameter("id");
    return call(
        all -> {
          DeadLetter letter = all.find(id).orElseThrow(() -> unknown(id));
          String topic =
              all.topicOf(letter)
                  .or(() -> given)
                  .orElseThrow(
                      () ->
                          new HttpProblem(
                              409,
                              "the topic of this dead letter is unknown: send {\"topic\":\"…\"}"));
          requireDone(id, all.replay(Map.of(id, topic)));
          return Answer.json(
              object -> {
                object.string("id", id);
                object.string("topic", topic);
              });
        });
  }

  /** Removes one for good: {@code {"id":…}}. */
  public Answer drop(ApiRequest request) {
    request.requireMediaType(ApiRequest.JSON);
    String id = request.parameter("id");
    return call(
        all -> {
          requireDone(id, all.drop(Set.of(id)));
          return Answer.json(object -> object.string("id", id));
        });
  }

  @FunctionalInterface
  private interface Call {
    Answer make(DeadLetters letters);
  }

  private synchronized Answer call(Call call) {
    try {
      if (letters == null) {
        letters = new DeadLetters(environment);
      }
      return call.make(letters);
    } catch (OperationException e) {
      throw HttpProblem.unavailable(String.valueOf(e.getMessage()));
    } catch (ApiException e) {
      throw HttpProblem.unavailable(
          "Pub/Sub answers %s; try again, and look at the account's rights and PUBSUB_EMULATOR_HOST"
              .formatted(e.getStatusCode().getCode()));
    }
  }

  private static void write(JsonWriter object, DeadLetter letter, DeadLetters all)
      throws IOException {
    ByteString data = letter.data();
    boolean isCut = data.size() > MAX_PAYLOAD;
    object.string("id", letter.id());
    object.stringOrNull("topic", all.topicOf(letter).orElse(null));
    object.string("reason", letter.reason());
    object.string("payload", data.substring(0, isCut ? MAX_PAYLOAD : data.size()).toStringUtf8());
    object.flag("payload_cut", isCut);
    object.string("published", letter.published());
    object.stringOrNull("function", all.functionOf(letter).orElse(null));
  }

  private static void requireDone(String id, Set<String> done) {
    if (!done.contains(id)) {
      throw unknown(id);
    }
  }

  private static HttpProblem unknown(String id) {
    return HttpProblem.notFound(
        "there is no dead letter %s, or another program holds it; try again in two minutes"
            .formatted(ApiRequest.shorten(id)));
  }

  private static Optional<String> topic(JsonReader object) {
    Optional<String> topic = Optional.empty();
    while (object.nextField()) {
      if (object.field().equals("topic")) {
        topic = Optional.of(object.string());
      } else {
        object.skip();
      }
    }
    return topic;
  }
}
