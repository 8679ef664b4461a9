package dev.aidemo.emulator.pubsub;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.pubsub.v1.Subscription;

/** Applies partial updates of a subscription, as their field masks describe them. */
final class FieldMasks {
  private static final FieldMaskUtil.MergeOptions REPLACE =
      new FieldMaskUtil.MergeOptions()
          .setReplaceMessageFields(true)
          .setReplaceRepeatedFields(true)
          .setReplacePrimitiveFields(true);

  private FieldMasks() {}

  /** Returns the current value with the masked fields of the changes, empty ones too. */
  static Subscription merge(Subscription current, Subscription changes, FieldMask mask) {
    if (mask.getPathsCount() == 0) {
      throw Errors.invalidArgument("The update_mask in the request must be set and not empty.");
    }
    if (!FieldMaskUtil.isValid(Subscription.class, mask)) {
      throw Errors.invalidArgument(
          "Invalid update_mask provided in the request (update_mask="
              + FieldMaskUtil.toString(mask)
              + ").");
    }
    if (mask.getPathsList().contains("name") || mask.getPathsList().contains("topic")) {
      throw Errors.invalidArgument("The name and the topic cannot be updated.");
    }
    Subscription.Builder merged = current.toBuilder();
    FieldMaskUtil.merge(mask, changes, merged, REPLACE);
    return merged.build();
  }
}
