package dev.aidemo.operations.deadletter;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the topic that the original message of a dead letter was published to. */
final class OriginalTopics {
  private final DeadLetterSubscription pubSub;
  private final Map<DeadLetter.Source, Optional<String>> topics = new HashMap<>();

  OriginalTopics(DeadLetterSubscription pubSub) {
    this.pubSub = pubSub;
  }

  /** Returns the topic that a function noted, or that of the subscription that gave up. */
  Optional<String> of(DeadLetter letter) {
    return letter
        .topic()
        .or(() -> letter.subscription().flatMap(name -> topics.computeIfAbsent(name, this::find)));
  }

  private Optional<String> find(DeadLetter.Source subscription) {
    return pubSub.topicOf(subscription).or(() -> byName(subscription.id()));
  }

  /**
   * Guesses the topic from the name of a subscription, which may be deleted. The local stack names
   * it after the module. Eventarc's is {@code eventarc-REGION-TRIGGER-sub-NUMBER}, and deploying a
   * function makes a trigger of the function's name and a number; one of the 1st generation is
   * {@code gcf-FUNCTION-REGION-TOPIC}.
   */
  static Optional<String> byName(String subscription) {
    return functionOf(subscription).map(DeployedFunction::trigger);
  }

  /** Returns the function of the subscription that gave up, or the only one of the topic. */
  Optional<String> functionOf(DeadLetter letter) {
    return letter
        .subscription()
        .flatMap(source -> functionOf(source.id()))
        .or(() -> of(letter).flatMap(OriginalTopics::onlyFunctionOf))
        .map(DeployedFunction::module);
  }

  private static Optional<DeployedFunction> functionOf(String subscription) {
    return DeployedFunction.eventDriven().stream()
        .filter(function -> pattern(function).matcher(subscription).matches())
        .findFirst();
  }

  private static Optional<DeployedFunction> onlyFunctionOf(String topic) {
    List<DeployedFunction> functions =
        DeployedFunction.eventDriven().stream()
            .filter(function -> function.trigger().equals(topic))
            .toList();
    return functions.size() == 1 ? Optional.of(functions.get(0)) : Optional.empty();
  }

  private static Pattern pattern(DeployedFunction function) {
    return Pattern.compile(
        "MODULE|eventarc-REGION-MODULE(-\\d+)?-sub-\\d+|gcf-MODULE(-REGION)?-TOPIC"
            .replace("MODULE", function.module())
            .replace("TOPIC", function.trigger())
            .replace("REGION", "[a-z]+-[a-z]+\\d+"));
  }
}
