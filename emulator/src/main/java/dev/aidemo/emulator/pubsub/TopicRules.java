package dev.aidemo.emulator.pubsub;

import com.google.pubsub.v1.Topic;

/** Checks a topic's settings. */
final class TopicRules {
  private TopicRules() {}

  static Topic withDefaults(Topic given) {
    ResourceNames.topic(given.getName());
    if (given.hasSchemaSettings()) {
      throw Errors.unimplemented("schemas");
    }
    if (given.hasIngestionDataSourceSettings()) {
      throw Errors.unimplemented("ingestion");
    }
    if (given.getMessageTransformsCount() > 0) {
      throw Errors.unimplemented("message transforms");
    }
    return given.toBuilder().setState(Topic.State.ACTIVE).build();
  }
}
