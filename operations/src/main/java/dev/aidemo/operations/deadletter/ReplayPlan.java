package dev.aidemo.operations.command;

import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deadletter.DeadLetters.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which dead letters are to be published where.
 *
 * @param targets by the ids of the dead letters, the topics
 * @param homeless the ids of those of which nobody knows the topic
 * @param unknownIds what was asked for and is not there
 */
record ReplayPlan(Map<String, String> targets, List<String> homeless, List<String> unknownIds) {

  /**
   * Makes the plan. A topic filters; it is also where the letters go that are named by their ids
   * and do not tell their own.
   *
   * @param ids those to take; all if there are none
   * @throws OperationException if a letter that is named comes from another topic
   */
  static ReplayPlan of(List<Entry> entries, List<String> ids, Optional<String> topic) {
    Map<String, String> targets = new LinkedHashMap<>();
    List<String> homeless = new ArrayList<>();
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
            known -> targets.put(entry.id(), known), () -> homeless.add(entry.id()));
      }
    }
    return new ReplayPlan(targets, homeless, unknownIds);
  }

  private static void requireSame(Entry entry, String topic) {
    if (entry.topic().filter(known -> !known.equals(topic)).isPresent()) {
      throw new OperationException(
          "dead letter %s comes from topic %s, not %s; nothing was replayed"
              .formatted(entry.id(), entry.topic().get(), topic));
    }
  }
}
