package dev.aidemo.operations.pubsub;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.httpjson.InstantiatingHttpJsonChannelProvider;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.aidemo.common.config.Environment;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Connects google-cloud-pubsub to a project, over HTTP and JSON. No call takes longer than 30
 * seconds.
 *
 * <p>Reads {@code PROJECT_ID} and, if it is set, {@code PUBSUB_EMULATOR_HOST}.
 */
public final class PubSubClients implements AutoCloseable {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  private final String project;
  private final Optional<String> emulator;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  /**
   * Makes the clients, with the application's default credentials or with none for an emulator.
   *
   * @throws dev.aidemo.common.config.ConfigurationException if a variable is absent or wrong
   * @throws OperationException if there are no credentials
   */
  public PubSubClients(Environment environment) {
    this.project = environment.string("PROJECT_ID");
    this.emulator = environment.emulator("PUBSUB_EMULATOR_HOST");
    environment.check();
    try {
      this.topics = TopicAdminClient.create(topicSettings());
      this.subscriptions = SubscriptionAdminClient.create(subscriptionSettings());
    } catch (IOException e) {
      throw new OperationException("cannot connect to Pub/Sub: " + e.getMessage(), e);
    }
  }

  /** Returns the id of the project. */
  public String project() {
    return project;
  }

  /** Tells whether an emulator answers instead of Google. */
  public boolean isEmulator() {
    return emulator.isPresent();
  }

  /** Returns the client for topics. It retries as Google recommends. */
  public TopicAdminClient topics() {
    return topics;
  }

  /**
   * Returns the client for subscriptions. It retries nothing, because a pull that timed out may
   * still be handed messages, which nobody else sees until their leases end.
   */
  public SubscriptionAdminClient subscriptions() {
    return subscriptions;
  }

  /** Returns the full name of a topic of the project. */
  public TopicName topic(String id) {
    return TopicName.of(project, id);
  }

  /** Returns the full name of a subscription of the project. */
  public SubscriptionName subscription(String id) {
    return SubscriptionName.of(project, id);
  }

  /**
   * Publishes a message and returns its id.
   *
   * @throws OperationException if there is no such topic
   * @throws com.google.api.gax.rpc.ApiException if Pub/Sub rejects the message or does not answer
   */
  public String publish(String topic, PubsubMessage message) {
    try {
      return topics.publish(topic(topic), List.of(message)).getMessageIds(0);
    } catch (NotFoundException e) {
      throw new OperationException(
          "there is no topic %s in project %s; the topics are %s"
              .formatted(topic, project, String.join(", ", DeployedFunction.topics())),
          e);
    }
  }

  @Override
  public void close() {
    topics.close();
    subscriptions.close();
  }

  private TopicAdminSettings topicSettings() throws IOException {
    TopicAdminSettings.Builder settings = TopicAdminSettings.newHttpJsonBuilder();
    connect(settings, TopicAdminSettings.defaultHttpJsonTransportProviderBuilder());
    settings.applyToAllUnaryMethods(
        call -> {
          call.setRetrySettings(
              call.getRetrySettings().toBuilder()
                  .setInitialRpcTimeoutDuration(ATTEMPT_TIMEOUT)
                  .setMaxRpcTimeoutDuration(ATTEMPT_TIMEOUT)
                  .setTotalTimeoutDuration(CALL_TIMEOUT)
                  .build());
          return null;
        });
    return settings.build();
  }

  private SubscriptionAdminSettings subscriptionSettings() throws IOException {
    SubscriptionAdminSettings.Builder settings = SubscriptionAdminSettings.newHttpJsonBuilder();
    connect(settings, SubscriptionAdminSettings.defaultHttpJsonTransportProviderBuilder());
    settings.applyToAllUnaryMethods(
        call -> {
          call.setSimpleTimeoutNoRetriesDuration(CALL_TIMEOUT);
          return null;
        });
    return settings.build();
  }

  private void connect(
      ClientSettings.Builder<?, ?> settings,
      InstantiatingHttpJsonChannelProvider.Builder transport) {
    // Java's own TLS, because the default is Conscrypt, a native library of 8 MB.
    settings.setTransportChannelProvider(
        transport.setHttpTransport(new NetHttpTransport()).build());
    emulator.ifPresent(
        address ->
            settings
                .setEndpoint("http://" + address)
                .setCredentialsProvider(NoCredentialsProvider.create()));
  }
}
