package dev.aidemo.emulator.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;

/**
 * A message that is out with a consumer until its deadline.
 *
 * @param ackId names this delivery, not the message: a redelivery has another
 * @param attempt counts from 1
 */
record Delivery(String ackId, PubsubMessage message, int attempt) {

  /** As pull answers carry it; the attempt is only told where there is a dead-letter policy. */
  ReceivedMessage received(boolean withAttempt) {
    ReceivedMessage.Builder received =
        ReceivedMessage.newBuilder().setAckId(ackId).setMessage(message);
    if (withAttempt) {
      received.setDeliveryAttempt(attempt);
    }
    return received.build();
  }
}
