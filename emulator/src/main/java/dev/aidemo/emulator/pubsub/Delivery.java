package dev.aidemo.emulator.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;

/**
 * One attempt to deliver a message.
 *
 * @param ackId names this delivery, not the message: a redelivery has another one
 * @param attempt counts from 1
 */
record Delivery(String ackId, PubsubMessage message, int attempt) {

  /**
   * Returns what a pull answers.
   *
   * @param withAttempt as Google does if the subscription has a dead-letter policy
   */
  ReceivedMessage received(boolean withAttempt) {
    ReceivedMessage.Builder received =
        ReceivedMessage.newBuilder().setAckId(ackId).setMessage(message);
    if (withAttempt) {
      received.setDeliveryAttempt(attempt);
    }
    return received.build();
  }
}
