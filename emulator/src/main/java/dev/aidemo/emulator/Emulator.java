package dev.aidemo.emulator;

import dev.aidemo.emulator.monitoring.CloudMonitoring;
import dev.aidemo.emulator.pubsub.PubSub;
import dev.aidemo.emulator.secret.SecretManager;
import dev.aidemo.emulator.storage.CloudStorage;
import io.grpc.BindableService;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Serves Pub/Sub, Cloud Storage and Secret Manager on one port, from memory: the JSON API of Cloud
 * Storage, and gRPC and REST of the other two; and the two metrics of Cloud Monitoring that tell
 * how far subscriptions are behind. Credentials are ignored.
 */
public final class Emulator implements AutoCloseable {
  static final String LOOPBACK = "127.0.0.1";

  private final PubSub pubSub = new PubSub();
  private final SecretManager secretManager = new SecretManager();
  private final CloudStorage cloudStorage = new CloudStorage();
  private final InetSocketAddress listen;
  private final HttpServer server;

  private Emulator(InetSocketAddress listen) {
    List<BindableService> services = new ArrayList<>(pubSub.services());
    services.add(secretManager.service());
    this.listen = listen;
    this.server =
        new HttpServer(listen, services, cloudStorage, new CloudMonitoring(pubSub, RestErrors::of));
  }

  /**
   * Starts to listen on 127.0.0.1.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException if the port cannot be used; the message names it
   */
  public static Emulator start(int port) {
    return start(LOOPBACK, port, emulator -> {});
  }

  /**
   * Starts to listen.
   *
   * @param content creates what clients find from the first moment on
   * @throws IllegalStateException if the address cannot be used; the message names it
   */
  @SuppressWarnings("AddressSelection") // it listens on one address, also if the name has more
  static Emulator start(String host, int port, Consumer<Emulator> content) {
    InetSocketAddress listen = new InetSocketAddress(host, port);
    if (listen.isUnresolved()) {
      throw new IllegalStateException("cannot listen on " + host + ": there is no such host");
    }
    Emulator emulator = new Emulator(listen);
    try {
      content.accept(emulator);
      emulator.server.start();
      return emulator;
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  public int port() {
    return server.port();
  }

  /** Returns host and port as the emulator variables want them, {@code 127.0.0.1:PORT}. */
  public String address() {
    String host = listen.getHostString();
    if (listen.getAddress().isAnyLocalAddress()) {
      host = LOOPBACK;
    } else if (host.contains(":")) {
      host = "[" + host + "]";
    }
    return host + ":" + port();
  }

  /**
   * Creates the topic unless it exists.
   *
   * @throws IllegalArgumentException if no topic may have that name
   */
  public void createTopic(String project, String name) {
    pubSub.createTopic(project, name);
  }

  /**
   * Creates the subscription unless it exists.
   *
   * @param pushEndpoint empty if clients pull
   * @throws IllegalArgumentException if there is no such topic, or a setting is not allowed
   */
  public void createSubscription(String project, String topic, String name, String pushEndpoint) {
    pubSub.createSubscription(project, topic, name, pushEndpoint);
  }

  /**
   * Makes the value the latest version of the secret, which is created if there is none.
   *
   * @throws IllegalArgumentException if no secret may have that name or value
   */
  public void createSecret(String project, String name, String value) {
    secretManager.put(project, name, value);
  }

  /**
   * Creates the bucket unless it exists.
   *
   * @throws IllegalArgumentException if no bucket may have that name
   */
  public void createBucket(String name) {
    cloudStorage.createBucket(name);
  }

  /** Stops within a few seconds. Calls and pushes under way are cut off; all data is gone. */
  @Override
  public void close() {
    pubSub.close();
    server.close();
  }
}
