package dev.aidemo.emulator.pubsub;

import com.google.pubsub.v1.PushConfig;
import java.util.Locale;

/** How one subscription pushes: Google's fields, and two attributes of our own. */
record PushSettings(String endpoint, int maximumOutstanding, PushFormat format) {
  private static final String MAX_OUTSTANDING = "x-max-outstanding";
  private static final String FORMAT = "x-push-format";
  private static final int DEFAULT_OUTSTANDING = 4;

  static PushSettings of(PushConfig config) {
    return new PushSettings(config.getPushEndpoint(), outstanding(config), format(config));
  }

  private static int outstanding(PushConfig config) {
    String text =
        config.getAttributesOrDefault(MAX_OUTSTANDING, Integer.toString(DEFAULT_OUTSTANDING));
    try {
      int value = Integer.parseInt(text);
      SubscriptionRules.within(MAX_OUTSTANDING, value, 1, 1000);
      return value;
    } catch (NumberFormatException e) {
      throw Errors.invalidArgument("Invalid " + MAX_OUTSTANDING + " given: " + text + ".");
    }
  }

  private static PushFormat format(PushConfig config) {
    String text = config.getAttributesOrDefault(FORMAT, "eventarc");
    try {
      return PushFormat.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Errors.invalidArgument(
          "Invalid " + FORMAT + " given: " + text + ". It must be eventarc or emulator.");
    }
  }
}
