package dev.aidemo.operations.deadletter;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which topic a dead letter comes from. */
final class Origins {
  private final DeadLetterSubscription pubSub;
  private final Map<DeadLetter.Source, Optional<String>> topics = new HashMap<>();

  Origins(DeadLetterSubscription pubSub) {
    this.pubSub = pubSub;
  }

  /** The topic that a function noted, or that of the subscription which gave the message up. */
  Optional<String> topic(DeadLetter letter) {
    return letter
        .topic()
        .or(() -> letter.subscription().flatMap(name -> topics.computeIfAbsent(name, this::ask)));
  }

  private Optional<String> ask(DeadLetter.Source subscription) {
    return pubSub.topicOf(subscription).or(() -> named(subscription.id()));
  }

  /**
   * The topic that the name of a subscription tells, which may be gone. On one machine it is the
   * module's. Eventarc's is {@code eventarc-REGION-TRIGGER-sub-NUMBER}, where the trigger that
   * deploying a function made is its name and a number; one of the 1st generation is {@code
   * gcf-FUNCTION-REGION-TOPIC}.
   */
  static Optional<String> named(String subscription) {
    return DeployedFunction.all().stream()
        .filter(function -> names(function).matcher(subscription).matches())
        .map(DeployedFunction::trigger)
        .findFirst();
  }

  private static Pattern names(DeployedFunction function) {
    String region = "[a-z]+-[a-z]+\\d+";
    return Pattern.compile(
        "MODULE|eventarc-REGION-MODULE(-\\d+)?-sub-\\d+|gcf-MODULE(-REGION)?-TOPIC"
            .replace("MODULE", function.module())
            .replace("TOPIC", function.trigger())
            .replace("REGION", region));
  }
}
