package dev.aidemo.emulator.pubsub;

import com.google.pubsub.v1.PushConfig;
import java.util.Locale;

/**
 * How one subscription pushes: to Google's endpoint field, and as two attributes say that only the
 * emulator knows.
 */
record PushSettings(String endpoint, int maxOutstanding, PushFormat format) {
  private static final String MAX_OUTSTANDING = "x-max-outstanding";
  private static final String FORMAT = "x-push-format";
  private static final int DEFAULT_OUTSTANDING = 4;

  static PushSettings of(PushConfig config) {
    return new PushSettings(config.getPushEndpoint(), maxOutstanding(config), format(config));
  }

  private static int maxOutstanding(PushConfig config) {
    String given =
        config.getAttributesOrDefault(MAX_OUTSTANDING, Integer.toString(DEFAULT_OUTSTANDING));
    try {
      int value = Integer.parseInt(given);
      SubscriptionRules.requireRange(MAX_OUTSTANDING, value, 1, 1000);
      return value;
    } catch (NumberFormatException e) {
      throw Errors.invalidArgument(
          "Invalid " + MAX_OUTSTANDING + " given: " + given + ". It must be an integer.");
    }
  }

  private static PushFormat format(PushConfig config) {
    String given = config.getAttributesOrDefault(FORMAT, "eventarc");
    try {
      return PushFormat.valueOf(given.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Errors.invalidArgument(
          "Invalid " + FORMAT + " given: " + given + ". It must be eventarc or emulator.");
    }
  }
}
