package dev.aidemo.console.call;

import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.console.monitoring.Backlogs;
import dev.aidemo.operations.deadletter.DeadLetters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Answers whether each store answers, and how far each subscription is behind. */
public final class Health {
  private final List<StoreCheck> checks;
  private final Backlogs backlogs;

  /** Asks these. */
  public Health(
      Redis redis, Database database, ModelStore models, PubSub pubSub, Backlogs backlogs) {
    this.checks =
        List.of(
            new StoreCheck("Redis", redis::connect),
            new StoreCheck("PostgreSQL", database::connect),
            new StoreCheck("Cloud Storage", models::check),
            new StoreCheck("Pub/Sub", pubSub::check));
    this.backlogs = backlogs;
  }

  /** Answers {@code {"stores":[…],"subscriptions":[…]}}. */
  public Answer answer(ApiRequest request) {
    // At once, because each may take its whole time to give up.
    List<CompletableFuture<StoreCheck.Result>> results =
        checks.stream().map(StoreCheck::start).toList();
    Subscriptions subscriptions = subscriptions();
    List<StoreCheck.Result> stores = results.stream().map(CompletableFuture::join).toList();
    return Answer.json(
        object -> {
          object.array(
              "stores", stores, (array, store) -> array.object(fields -> write(fields, store)));
          subscriptions.write(object);
        });
  }

  private static void write(JsonWriter object, StoreCheck.Result store) throws IOException {
    object.string("name", store.name());
    object.flag("ok", store.problem() == null);
    object.number("milliseconds", store.milliseconds());
    object.stringOrNull("message", store.problem());
  }

  private Subscriptions subscriptions() {
    try {
      return new Subscriptions(backlogs.undelivered(), backlogs.oldestSeconds(), null);
    } catch (GoogleException e) {
      return new Subscriptions(Map.of(), Map.of(), e.advice());
    }
  }

  private record Subscriptions(
      Map<String, Long> undelivered, Map<String, Long> oldest, @Nullable String problem) {

    void write(JsonWriter object) throws IOException {
      if (problem != null) {
        object.nothing("subscriptions");
        object.string("subscriptions_message", problem);
        return;
      }
      object.array(
          "subscriptions",
          List.copyOf(undelivered.keySet()),
          (array, name) -> array.object(fields -> write(fields, name)));
    }

    private void write(JsonWriter object, String name) throws IOException {
      object.string("name", name);
      object.stringOrNull("topic", DeadLetters.topicOfSubscription(name).orElse(null));
      object.number("undelivered", undelivered.getOrDefault(name, 0L));
      object.number("oldest_seconds", oldest.getOrDefault(name, 0L));
    }
  }
}
