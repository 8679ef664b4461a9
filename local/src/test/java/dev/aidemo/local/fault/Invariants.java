package dev.aidemo.local.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.local.fault.SentBatch.Manner;
import dev.aidemo.local.fault.Tables.PredictionRow;
import dev.aidemo.local.fault.Tables.TrainingRow;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.testkit.Inbox;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redis.clients.jedis.Jedis;

/**
 * What must be so when everything that was sent has been handled, whatever went wrong on the way.
 * Redis forgets when it is started again: its lists are held to what came after.
 */
final class Invariants {
  /** The list is cut to 1000 entries, and what is delivered late pushes out what came in time. */
  private static final int SURELY_LISTED = 700;

  private static final JsonMapper JSON = new JsonMapper();

  private final StackVariables variables;
  private final Tables tables;
  private final ModelStore bucket;
  private final Inbox deadLetters;
  private final Map<String, Integer> letters = new HashMap<>();
  private List<Violation> violations = new ArrayList<>();
  private int subscriptionGaveUp;

  /** How something is not as it must be. */
  enum Kind {
    LOST,
    DOUBLED,
    WRONG
  }

  /** Something that is not as it must be. */
  record Violation(Kind kind, String what) {}

  Invariants(StackVariables variables) {
    this.variables = variables;
    this.tables = new Tables(variables.environment());
    this.bucket = new ModelStore(variables.environment());
    this.deadLetters = Inbox.of("dead-letter", variables.values());
  }

  /** How many dead letters were published more than once. */
  int repeatedDeadLetters(Map<String, Integer> poison) {
    return letters.entrySet().stream()
        .mapToInt(
            letter -> Math.max(0, letter.getValue() - poison.getOrDefault(letter.getKey(), 0)))
        .sum();
  }

  /**
   * Looks at everything.
   *
   * @param poison the ids of messages that must be dead letters, and how many functions get each
   * @param redisEmptySince what Redis was told before is lost
   */
  List<Violation> check(
      List<SentBatch> sent, Map<String, Integer> poison, Instant redisEmptySince) {
    violations = new ArrayList<>();
    List<PredictionRow> rows = tables.predictions();
    Map<UUID, PredictionRow> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.id(), row));
    checkPredictions(sent, byId);
    checkTraining(sent, byId);
    checkBatches(sent, byId, redisEmptySince);
    checkModels(redisEmptySince);
    checkDeadLetters(poison);
    return violations;
  }

  static UUID rowId(UUID batch, int position) {
    return UUID.nameUUIDFromBytes((batch + ":" + position).getBytes(StandardCharsets.UTF_8));
  }

  /** One row for each banknote, and each rating in its place. */
  private void checkPredictions(List<SentBatch> sent, Map<UUID, PredictionRow> rows) {
    Set<UUID> expected = new HashSet<>();
    for (SentBatch batch : sent) {
      for (int position = 0; position < batch.rows().size(); position++) {
        UUID id = rowId(batch.id(), position);
        expected.add(id);
        PredictionRow row = rows.get(id);
        if (row == null) {
          violate(Kind.LOST, "prediction %d of %s", position, batch);
        } else if (position < batch.rated() && row.correct() == null) {
          violate(Kind.LOST, "rating %d of %s", position, batch);
        } else if (position >= batch.rated() && row.correct() != null) {
          violate(Kind.WRONG, "rating %d of %s, which nobody rated", position, batch);
        }
      }
    }
    surplus("prediction", rows.keySet(), expected);
  }

  /** One row for each banknote that was rated, with its class; and the starter rows. */
  private void checkTraining(List<SentBatch> sent, Map<UUID, PredictionRow> rows) {
    Map<UUID, Integer> labels = new HashMap<>();
    for (TrainingRow row : tables.training()) {
      labels.put(row.id(), row.label());
    }
    Set<UUID> expected = new HashSet<>();
    for (SentBatch batch : sent) {
      for (int position = 0; position < batch.rated(); position++) {
        UUID id = rowId(batch.id(), position);
        expected.add(id);
        Integer label = labels.get(id);
        PredictionRow row = rows.get(id);
        if (label == null) {
          violate(Kind.LOST, "training row %d of %s", position, batch);
        } else if (row != null && label != row.label()) {
          violate(Kind.WRONG, "class %d of %s is not the rating's", position, batch);
        } else if (batch.manner() != Manner.TOO_EARLY
            && label != batch.rows().get(position).truth().label()) {
          violate(Kind.WRONG, "class %d of %s is not the last one said", position, batch);
        }
      }
    }
    Set<UUID> found = new HashSet<>(labels.keySet());
    found.removeAll(expected);
    int starters = BankData.load().starter().size();
    if (found.size() != starters) {
      violate(Kind.DOUBLED, "%d training rows that nobody rated, not %d", found.size(), starters);
    }
  }

  /** One entry for each batch, with the verdicts of the database. */
  private void checkBatches(
      List<SentBatch> sent, Map<UUID, PredictionRow> rows, Instant redisEmptySince) {
    Map<UUID, List<String>> entries = new HashMap<>();
    for (JsonNode entry : redisList("batches")) {
      List<String> verdicts = new ArrayList<>();
      entry.get("predictions").forEach(verdict -> verdicts.add(verdict.asText()));
      UUID id = UUID.fromString(entry.get("batch_id").asText());
      if (entries.put(id, verdicts) != null) {
        violate(Kind.DOUBLED, "entry of batch %s", id);
      }
    }
    for (SentBatch batch : sent.subList(Math.max(0, sent.size() - SURELY_LISTED), sent.size())) {
      List<String> verdicts = entries.get(batch.id());
      if (batch.sent().isBefore(redisEmptySince)) {
        continue;
      }
      if (verdicts == null) {
        violate(Kind.LOST, "entry of %s", batch);
        continue;
      }
      for (int position = 0; position < verdicts.size(); position++) {
        PredictionRow row = rows.get(rowId(batch.id(), position));
        if (row != null && !row.prediction().equals(verdicts.get(position))) {
          violate(Kind.WRONG, "verdict %d of %s is not the database's", position, batch);
        }
      }
    }
  }

  /** The bucket, the table and the list tell of the same trainings, and the best one serves. */
  private void checkModels(Instant redisEmptySince) {
    List<TrainedModel> files = bucket.list();
    Set<UUID> stored = new HashSet<>(tables.jobs());
    Set<UUID> listed = new HashSet<>();
    for (JsonNode entry : redisList("jobs")) {
      if (!listed.add(UUID.fromString(entry.get("job_id").asText()))) {
        violate(Kind.DOUBLED, "training %s in list jobs", entry.get("job_id"));
      }
    }
    Set<UUID> uploaded = new HashSet<>();
    for (TrainedModel file : files) {
      uploaded.add(file.jobId());
      if (!stored.contains(file.jobId())) {
        violate(Kind.LOST, "training of version %d in table jobs", file.version());
      }
      Instant created = file.created();
      if (!listed.contains(file.jobId()) && created != null && created.isAfter(redisEmptySince)) {
        violate(Kind.LOST, "training of version %d in list jobs", file.version());
      }
    }
    surplus("training in table jobs", stored, uploaded);
    surplus("training in list jobs", listed, uploaded);
    Optional<String> best = PromotionRule.champion(files).map(TrainedModel::modelFileName);
    try (var redis = redis()) {
      Optional<String> champion = Optional.ofNullable(redis.get("model:latest"));
      if (!best.equals(champion)) {
        violate(Kind.WRONG, "champion %s, the best is %s", champion, best);
      }
    }
  }

  private void checkDeadLetters(Map<String, Integer> poison) {
    for (Inbox.Message letter : deadLetters.drain()) {
      String id = letter.attributes().get("dead-letter-message-id");
      if (id == null) {
        subscriptionGaveUp++;
      } else {
        letters.merge(id, 1, Integer::sum);
      }
    }
    if (subscriptionGaveUp > 0) {
      violate(Kind.WRONG, "%d messages were given up by a subscription", subscriptionGaveUp);
    }
    poison.forEach(
        (id, functions) -> {
          if (letters.getOrDefault(id, 0) < functions) {
            violate(Kind.LOST, "dead letter of message %s", id);
          }
        });
    surplus("dead letter", letters.keySet(), poison.keySet());
  }

  private <T> void surplus(String what, Set<T> found, Set<T> expected) {
    for (T one : found) {
      if (!expected.contains(one)) {
        violate(Kind.DOUBLED, "%s %s, which nobody asked for", what, one);
      }
    }
  }

  private void violate(Kind kind, String what, Object... arguments) {
    violations.add(new Violation(kind, what.formatted(arguments)));
  }

  private List<JsonNode> redisList(String key) {
    List<JsonNode> entries = new ArrayList<>();
    try (var redis = redis()) {
      for (String entry : redis.lrange(key, 0, -1)) {
        entries.add(JSON.readTree(entry));
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private Jedis redis() {
    return new Jedis(variables.value("REDISHOST"), variables.port("REDISPORT"));
  }
}
