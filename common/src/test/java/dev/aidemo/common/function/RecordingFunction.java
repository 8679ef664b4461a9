package dev.aidemo.common.function;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.Feedback;
import java.util.ArrayList;
import java.util.List;

/** Handles feedback by recording it, or fails as a test tells it to. */
final class RecordingFunction extends PubSubFunction<Feedback> {
  private final List<Feedback> payloads = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private RuntimeException failure;

  RecordingFunction(Environment environment) {
    super("feedback", Feedback::decode, environment);
    environment.check();
  }

  /** Throws this from now on, after recording. */
  RecordingFunction failing(RuntimeException with) {
    failure = with;
    return this;
  }

  List<Feedback> payloads() {
    return payloads;
  }

  List<Event> events() {
    return events;
  }

  @Override
  protected void handle(Feedback payload, Event event) {
    payloads.add(payload);
    events.add(event);
    if (failure != null) {
      throw failure;
    }
  }
}
