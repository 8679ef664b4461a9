package dev.aidemo.operations.deadletter;

import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deadletter.DeadLetters.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which dead letters to publish to which topics.
 *
 * @param targets the topics, by the ids of the dead letters
 * @param withoutTopic the ids of those whose topic is unknown
 * @param unknownIds the ids that were asked for and do not exist
 */
public record ReplayPlan(
    Map<String, String> targets, List<String> withoutTopic, List<String> unknownIds) {

  /**
   * Plans a replay.
   *
   * @param ids which ones to replay; all if empty
   * @param topic replays only letters of this topic. With ids, it is also the target of those whose
   *     topic is unknown
   * @throws OperationException if an id and the topic contradict each other
   */
  public static ReplayPlan of(List<Entry> entries, List<String> ids, Optional<String> topic) {
    Map<String, String> targets = new LinkedHashMap<>();
    List<String> withoutTopic = new ArrayList<>();
    List<String> unknownIds = new ArrayList<>(ids);
    for (Entry entry : entries) {
      unknownIds.removeIf(entry.id()::equals);
      boolean named = ids.contains(entry.id());
      if (named && topic.isPresent()) {
        requireSame(entry, topic.get());
      }
      Optional<String> target = named ? entry.topic().or(() -> topic) : entry.topic();
      if (named || (ids.isEmpty() && (topic.isEmpty() || topic.equals(target)))) {
        target.ifPresentOrElse(
            known -> targets.put(entry.id(), known), () -> withoutTopic.add(entry.id()));
      }
    }
    return new ReplayPlan(targets, withoutTopic, unknownIds);
  }

  private static void requireSame(Entry entry, String topic) {
    if (entry.topic().filter(known -> !known.equals(topic)).isPresent()) {
      throw new OperationException(
          "dead letter %s comes from topic %s, not %s; nothing was replayed"
              .formatted(entry.id(), entry.topic().get(), topic));
    }
  }
}
