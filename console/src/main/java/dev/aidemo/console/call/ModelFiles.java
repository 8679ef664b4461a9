package dev.aidemo.console.call;

import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells which model files the bucket has, and asks it every few seconds at most. */
public final class ModelFiles {
  private static final Duration MAX_AGE = Duration.ofSeconds(5);

  private final ModelStore store;
  private Listing listing = new Listing(Instant.EPOCH, Set.of(), null);

  /** Asks this bucket. */
  public ModelFiles(ModelStore store) {
    this.store = store;
  }

  /**
   * Holds what the bucket had at one moment.
   *
   * @param problem why it could not be asked
   */
  record Listing(Instant time, Set<String> names, @Nullable String problem) {
    /** Tells whether the bucket has a model's file, if it could be asked. */
    Optional<Boolean> has(TrainedModel model) {
      if (problem != null) {
        return Optional.empty();
      }
      boolean isNewer = model.created() != null && model.created().isAfter(time);
      return Optional.of(isNewer || names.contains(model.modelFileName()));
    }
  }

  synchronized Listing list() {
    Instant now = Instant.now();
    if (listing.time().plus(MAX_AGE).isBefore(now)) {
      listing = ask(now);
    }
    return listing;
  }

  private Listing ask(Instant now) {
    try {
      Set<String> names =
          store.files().stream()
              .map(file -> file.model().modelFileName())
              .collect(Collectors.toUnmodifiableSet());
      return new Listing(now, names, null);
    } catch (GoogleException e) {
      return new Listing(now, Set.of(), e.advice());
    }
  }
}
