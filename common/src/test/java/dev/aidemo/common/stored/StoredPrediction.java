package dev.aidemo.common.stored;

import dev.aidemo.common.banknote.Features;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds a row of table {@code predictions}.
 *
 * @param correct column {@code is_correct}, null if nobody rated the prediction
 * @param rating as it was given, before the verdict was replaced
 */
public record StoredPrediction(
    UUID id,
    UUID batchId,
    String subject,
    Features features,
    String verdict,
    @Nullable Boolean correct,
    @Nullable Boolean rating,
    Instant created) {
  /** Returns the id that the row at a position of a batch must have. */
  public static UUID id(UUID batchId, int position) {
    return UUID.nameUUIDFromBytes((batchId + ":" + position).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the class that a rated prediction stands for. */
  public int label() {
    return verdict.equals("real") == Boolean.TRUE.equals(correct) ? 1 : 0;
  }
}
