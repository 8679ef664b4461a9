package dev.aidemo.emulator.pubsub;

import java.util.regex.Pattern;

/**
 * Checks and takes apart the names of projects, topics and subscriptions.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names">Guidelines to
 *     name a topic, subscription, schema, or snapshot</a>
 */
final class ResourceNames {
  private static final Pattern PROJECT = Pattern.compile("projects/[^/]+");
  private static final String IDENTIFIER = "(?!goog)[A-Za-z][A-Za-z0-9\\-_.~+%]{2,254}";
  private static final Pattern TOPIC = Pattern.compile("projects/[^/]+/topics/" + IDENTIFIER);
  private static final Pattern SUBSCRIPTION =
      Pattern.compile("projects/[^/]+/subscriptions/" + IDENTIFIER);

  private ResourceNames() {}

  static String project(String name) {
    return matching(PROJECT, name);
  }

  static String topic(String name) {
    return matching(TOPIC, name);
  }

  static String subscription(String name) {
    return matching(SUBSCRIPTION, name);
  }

  /** The part after the last slash. */
  static String id(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** {@code P} of {@code projects/P/…}. */
  static String projectOf(String name) {
    int start = name.indexOf('/') + 1;
    int end = name.indexOf('/', start);
    return end < 0 ? name.substring(start) : name.substring(start, end);
  }

  private static String matching(Pattern pattern, String name) {
    if (!pattern.matcher(name).matches()) {
      throw Errors.invalidArgument(
          "Invalid resource name given (name="
              + name
              + "). Refer to https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names"
              + " for more information.");
    }
    return name;
  }
}
