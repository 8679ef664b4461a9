package dev.aidemo.simulation;

import static dev.aidemo.simulation.Invariants.same;

import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a list in Redis: newest first, each entry once, bounded. */
final class ListInvariants {
  private static final int MAX_LENGTH = 1000;
  private static final int MAX_BYTES = 16 << 20;

  private final Redis redis;
  private final String list;
  private final String idField;

  private record Entry(String created, String id) {}

  ListInvariants(Redis redis, String list, String idField) {
    this.redis = redis;
    this.list = list;
    this.idField = idField;
  }

  void check() {
    List<Entry> entries = json().stream().map(this::entry).toList();
    List<String> ids = entries.stream().map(Entry::id).toList();
    same("entries in list " + list, new HashSet<>(ids).size(), ids.size());
    same(
        "order of list " + list,
        entries.stream()
            .sorted(Comparator.comparing(Entry::created).thenComparing(Entry::id).reversed())
            .toList(),
        entries);
    same("bounded list " + list, true, ids.size() <= MAX_LENGTH && bytes() <= MAX_BYTES);
  }

  /** Checks that the index has the same entries, unless Redis evicted one of the two. */
  void checkIndex() {
    Map<String, String> index = redis.client().hgetAll("{" + list + "}:index");
    Set<String> ids = new HashSet<>(json().stream().map(json -> entry(json).id()).toList());
    if (!ids.isEmpty()) {
      same("bytes in index of " + list, String.valueOf(bytes()), index.remove("bytes"));
    }
    same("index of list " + list, ids, index.keySet());
  }

  /** Returns the entries as they are. */
  List<String> json() {
    return redis.client().lrange(list, 0, -1);
  }

  private int bytes() {
    return json().stream().mapToInt(json -> json.getBytes(StandardCharsets.UTF_8).length).sum();
  }

  private Entry entry(String json) {
    Map<String, Object> fields = JsonTree.object(json.getBytes(StandardCharsets.UTF_8));
    return new Entry(String.valueOf(fields.get("created")), String.valueOf(fields.get(idField)));
  }
}
