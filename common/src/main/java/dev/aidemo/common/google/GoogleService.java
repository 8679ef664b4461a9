package dev.aidemo.common.google;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClient;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.BackOff;
import com.google.api.client.util.ExponentialBackOff;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls one of Google's services: where it is, with which credentials, with which time-outs and
 * retries. The client is made on first need, with the application's default credentials, or with
 * none for an emulator.
 *
 * @param <C> the service's client
 */
public final class GoogleService<C extends AbstractGoogleJsonClient> {
  private static final List<String> SCOPES =
      List.of("https://www.googleapis.com/auth/cloud-platform");

  /** Google calls these retryable: https://cloud.google.com/storage/docs/retry-strategy. */
  private static final Set<Integer> RETRYABLE_STATUSES = Set.of(408, 429, 500, 502, 503, 504);

  private static final int CONNECT_TIMEOUT_MILLISECONDS = 2_000;

  private final String name;
  private final Class<C> type;
  private final Builder builder;
  private final Optional<String> emulator;
  private final Duration answerTimeout;
  private final Duration retryTimeout;
  private @Nullable C client;
  private @Nullable GoogleCredentials credentials;

  /** Makes a builder of the service's client, such as {@code Pubsub.Builder::new}. */
  @FunctionalInterface
  public interface Builder {
    AbstractGoogleJsonClient.Builder with(
        HttpTransport transport, JsonFactory json, HttpRequestInitializer initializer);
  }

  /** Makes one attempt of a call. */
  @FunctionalInterface
  public interface Call<C, T> {
    T make(C client) throws IOException;
  }

  /**
   * Describes a service that is not called yet.
   *
   * @param name for error messages
   * @param type the service's client
   * @param emulator host and port of its emulator, if there is one
   * @param answerTimeout how long to wait for an answer
   * @param retryTimeout how long after the first attempt the last one may begin
   */
  public GoogleService(
      String name,
      Class<C> type,
      Builder builder,
      Optional<String> emulator,
      Duration answerTimeout,
      Duration retryTimeout) {
    this.name = name;
    this.type = type;
    this.builder = builder;
    this.emulator = emulator;
    this.answerTimeout = answerTimeout;
    this.retryTimeout = retryTimeout;
  }

  /**
   * Makes the client and fetches its access token, so that the first call need not.
   *
   * @throws GoogleException if there are no credentials
   */
  public void connect() {
    try {
      client();
      if (credentials != null) {
        credentials.refreshIfExpired();
      }
    } catch (IOException e) {
      throw new GoogleException(name, e);
    }
  }

  /**
   * Makes a call, and retries it if the failure may pass. Ends at the latest after two seconds,
   * {@code answerTimeout} and {@code retryTimeout} together, unless the service answers byte by
   * byte.
   *
   * @throws GoogleException if the service answers with an error or not at all
   */
  public <T> T call(Call<C, T> call) {
    BackOff pauses =
        new ExponentialBackOff.Builder()
            .setInitialIntervalMillis(100)
            .setMultiplier(2)
            .setMaxIntervalMillis(2_000)
            .setMaxElapsedTimeMillis((int) retryTimeout.toMillis())
            .build();
    while (true) {
      try {
        return call.make(client());
      } catch (IOException e) {
        pause(pauses, e);
      }
    }
  }

  private void pause(BackOff pauses, IOException failure) {
    try {
      long pause = mayRecover(failure) ? pauses.nextBackOffMillis() : BackOff.STOP;
      if (pause == BackOff.STOP) {
        throw new GoogleException(name, failure);
      }
      Thread.sleep(pause);
    } catch (IOException e) {
      throw new GoogleException(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GoogleException(name, failure);
    }
  }

  private static boolean mayRecover(IOException failure) {
    int status = GoogleException.status(failure);
    return status == GoogleException.NO_ANSWER || RETRYABLE_STATUSES.contains(status);
  }

  private synchronized C client() throws IOException {
    if (client == null) {
      AbstractGoogleJsonClient.Builder settings =
          // Java's own TLS, because Google's default is Conscrypt, a native library of 8 MB.
          builder
              .with(new NetHttpTransport(), GsonFactory.getDefaultInstance(), initializer())
              .setApplicationName("ai-demo-functions");
      emulator.ifPresent(address -> settings.setRootUrl("http://" + address + "/"));
      client = type.cast(settings.build());
    }
    return client;
  }

  private HttpRequestInitializer initializer() throws IOException {
    Optional<HttpCredentialsAdapter> authorization = authorization();
    return request -> {
      if (authorization.isPresent()) {
        authorization.get().initialize(request);
      }
      request
          .setConnectTimeout(CONNECT_TIMEOUT_MILLISECONDS)
          .setReadTimeout((int) answerTimeout.toMillis())
          // A log of requests would hold payloads.
          .setLoggingEnabled(false);
    };
  }

  private Optional<HttpCredentialsAdapter> authorization() throws IOException {
    if (emulator.isPresent()) {
      return Optional.empty();
    }
    GoogleCredentials found = GoogleCredentials.getApplicationDefault().createScoped(SCOPES);
    credentials = found;
    return Optional.of(new HttpCredentialsAdapter(found));
  }
}
