package dev.aidemo.emulator.pubsub;

import com.google.pubsub.v1.PushConfig;
import java.util.Locale;

/** How one subscription pushes: Google's fields, and two attributes of our own. */
record PushSettings(String endpoint, int maximumOutstanding, PushFormat format) {
  private static final String MAXIMUM_OUTSTANDING = "x-max-outstanding";
  private static final String FORMAT = "x-push-format";
  private static final int DEFAULT_OUTSTANDING = 4;

  static PushSettings of(PushConfig config) {
    return new PushSettings(config.getPushEndpoint(), outstanding(config), format(config));
  }

  private static int outstanding(PushConfig config) {
    String text =
        config.getAttributesOrDefault(MAXIMUM_OUTSTANDING, Integer.toString(DEFAULT_OUTSTANDING));
    try {
      int value = Integer.parseInt(text);
      SubscriptionRules.within(MAXIMUM_OUTSTANDING, value, 1, 1000);
      return value;
    } catch (NumberFormatException e) {
      throw Problem.invalid("Invalid " + MAXIMUM_OUTSTANDING + " given: " + text + ".");
    }
  }

  private static PushFormat format(PushConfig config) {
    String text = config.getAttributesOrDefault(FORMAT, "eventarc");
    try {
      return PushFormat.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(
          "Invalid " + FORMAT + " given: " + text + ". It must be eventarc or emulator.");
    }
  }
}
