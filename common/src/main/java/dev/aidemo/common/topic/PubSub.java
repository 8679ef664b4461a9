package dev.aidemo.common.topic;

import com.google.api.client.http.HttpContent;
import com.google.api.services.pubsub.Pubsub;
import com.google.api.services.pubsub.model.PublishRequest;
import com.google.api.services.pubsub.model.PubsubMessage;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.google.GoogleService;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Publishes to the topics of the project, one unary call per message. Functions publish once per
 * event, so the batching of Google's {@code Publisher} gains nothing, and its background threads
 * freeze when the platform throttles the CPU after the response. The client is made on first need,
 * so that a function that publishes nothing does not pay for it.
 *
 * <p>Reads {@code PROJECT_ID} and, where it is set, {@code PUBSUB_EMULATOR_HOST}.
 */
public final class PubSub {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** With a statement before it, all attempts end within the 60 seconds of a function. */
  private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(12);

  private static final int FORBIDDEN = 403;

  private final String project;
  private final GoogleService<Pubsub> service;

  public PubSub(Environment environment) {
    this.project = environment.string("PROJECT_ID");
    this.service =
        new GoogleService<>(
            "Pub/Sub",
            Pubsub.class,
            Pubsub.Builder::new,
            environment.emulator("PUBSUB_EMULATOR_HOST"),
            ANSWER_TIMEOUT,
            RETRY_TIMEOUT);
  }

  /**
   * Publishes one message and waits for the broker's answer.
   *
   * @return the message's id
   * @throws dev.aidemo.common.google.GoogleException if the broker rejects it or does not answer
   *     within 25 seconds; the message may or may not have been published
   */
  public String publish(String topic, Message message) {
    String name = "projects/" + project + "/topics/" + topic;
    PublishRequest request =
        new PublishRequest()
            .setMessages(
                List.of(
                    new PubsubMessage()
                        .setData(Base64.getEncoder().encodeToString(message.data()))
                        .setAttributes(message.attributes())));
    return SideEffect.PUBLISH
        .perform(
            () ->
                service.call(
                    client ->
                        client
                            .projects()
                            .topics()
                            .publish(name, request)
                            // Compressing costs more time than it saves within one network.
                            .setDisableGZipContent(true)
                            .execute()))
        .getMessageIds()
        .get(0);
  }

  /**
   * Asks for a subscription of the project, to see whether the broker answers. That it denies the
   * right to list them is an answer too.
   *
   * @throws GoogleException if the broker does not answer within 25 seconds
   */
  public void check() {
    String parent = "projects/" + project;
    try {
      service.call(
          client -> client.projects().subscriptions().list(parent).setPageSize(1).execute());
    } catch (GoogleException e) {
      if (e.status() != FORBIDDEN) {
        throw e;
      }
    }
  }

  /** Makes the client, and a request that is not sent, which loads what the first one needs. */
  void connect() {
    service.connect();
    PublishRequest request =
        new PublishRequest().setMessages(List.of(new PubsubMessage().setData("")));
    service.call(
        client -> {
          HttpContent content =
              client
                  .projects()
                  .topics()
                  .publish("projects/p/topics/t", request)
                  .buildHttpRequest()
                  .getContent();
          content.writeTo(OutputStream.nullOutputStream());
          return content;
        });
  }

  String project() {
    return project;
  }
}
