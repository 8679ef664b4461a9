package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Holds a subscription's settings, its messages and, if it has an endpoint, its pusher. */
final class LiveSubscription implements AutoCloseable {
  private final Workers workers;
  private final Backlog backlog;
  private volatile Subscription settings;

  @GuardedBy("this")
  private @Nullable Pusher pusher;

  @GuardedBy("this")
  private PushConfig pushConfig = PushConfig.getDefaultInstance();

  LiveSubscription(Workers workers, Subscription settings, Backlog.DeadLetters deadLetters) {
    this.workers = workers;
    this.settings = settings;
    this.backlog = new Backlog(workers, this::settings, deadLetters);
    update(settings);
  }

  Subscription settings() {
    return settings;
  }

  Backlog backlog() {
    return backlog;
  }

  Duration ackDeadline() {
    return Duration.ofSeconds(settings.getAckDeadlineSeconds());
  }

  boolean pushes() {
    return !settings.getPushConfig().getPushEndpoint().isEmpty();
  }

  /** Takes effect with the next delivery; those under way keep the settings they started with. */
  synchronized void update(Subscription changed) {
    settings = changed;
    if (changed.getPushConfig().equals(pushConfig)) {
      return;
    }
    pushConfig = changed.getPushConfig();
    if (pusher != null) {
      backlog.receivers().remove(pusher);
      pusher.end();
      pusher = null;
    }
    if (pushes()) {
      pusher = new Pusher(this, PushSettings.of(pushConfig), workers);
      backlog.receivers().add(pusher);
    }
  }

  @Override
  public void close() {
    backlog.close();
  }
}
