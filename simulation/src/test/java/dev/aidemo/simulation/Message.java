package dev.aidemo.simulation;

import java.time.Instant;
import java.util.Map;

/** Holds a message as it was published, with the id that the broker gave it. */
record Message(
    String id, String topic, byte[] data, Map<String, String> attributes, Instant published) {}
