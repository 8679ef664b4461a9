package dev.aidemo.simulation;

import static dev.aidemo.simulation.Invariants.present;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.message.PredictionRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Remembers what was done in a run, as far as it says what must become of it. */
final class Expectations {
  private final Map<UUID, List<PredictionRequest>> batches = new HashMap<>();
  private final Map<UUID, Ratings> ratings = new HashMap<>();
  private final Map<String, PredictionRequest> tooOld = new HashMap<>();
  private final Set<String> poison = new TreeSet<>();
  private final Set<UUID> foreignModels = new HashSet<>();
  private final Set<Features> heldOut = new HashSet<>();
  private final Set<String> deletedFiles = new HashSet<>();
  private Optional<String> pinned = Optional.empty();
  private int evictions;

  static String key(Message message) {
    return message.topic() + " " + message.id();
  }

  /** Expects a batch, or another content under the id of one: the first that is stored stands. */
  void batch(PredictionRequest request) {
    batches.computeIfAbsent(request.batchId(), id -> new ArrayList<>()).add(request);
    ratings.computeIfAbsent(request.batchId(), id -> new Ratings(request.subjects()));
  }

  /** Expects a dead letter. */
  void poison(Message message) {
    poison.add(key(message));
  }

  /** Expects a dead letter, which will be a batch if it is replayed. */
  void tooOld(Message message, PredictionRequest request) {
    poison(message);
    tooOld.put(key(message), request);
  }

  /** Expects the same of a message that was published again as it did of the first. */
  void replayed(String original, Message again) {
    PredictionRequest old = tooOld.get(original);
    if (old != null && !batches.containsKey(old.batchId())) {
      batch(old);
    } else if (old == null && poison.contains(original)) {
      poison(again);
    }
  }

  /** Expects a model that another program published: it has no file, and names no holdout. */
  void foreignModel(UUID jobId) {
    foreignModels.add(jobId);
  }

  /** Expects that no model learns this. */
  void heldOut(Features sent) {
    heldOut.add(sent);
  }

  void deletedFile(String name) {
    deletedFiles.add(name);
  }

  void pinned(Optional<String> fileName) {
    pinned = fileName;
  }

  void evicted() {
    evictions++;
  }

  /** Returns what was sent under each batch id: one content, or several that contradict. */
  Map<UUID, List<PredictionRequest>> batches() {
    return batches;
  }

  Ratings ratings(UUID batchId) {
    return present(ratings.get(batchId));
  }

  boolean isContested(UUID batchId) {
    return batches.getOrDefault(batchId, List.of()).size() > 1;
  }

  /** Returns topic and id of the messages that must be dead-lettered. */
  Set<String> poison() {
    return poison;
  }

  Set<UUID> foreignModels() {
    return foreignModels;
  }

  Set<Features> heldOut() {
    return heldOut;
  }

  Set<String> deletedFiles() {
    return deletedFiles;
  }

  Optional<String> pinned() {
    return pinned;
  }

  /** Returns how often Redis lost keys. */
  int evictions() {
    return evictions;
  }
}
