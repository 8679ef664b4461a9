package dev.aidemo.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.testkit.fault.HttpFault;
import dev.aidemo.testkit.fault.HttpProxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LostAcknowledgementIT {
  private static final String GIVES_BACK = ":modifyAckDeadline";
  private static final String REMOVES = ":acknowledge";

  @TempDir private Path home;
  private DeadLetterProject project;
  private HttpProxy proxy;

  @BeforeEach
  void createProject() {
    project = new DeadLetterProject();
    project.createSubscription();
    proxy = HttpProxy.before(project.environment.get("PUBSUB_EMULATOR_HOST"));
  }

  @AfterEach
  void close() {
    proxy.close();
    project.close();
  }

  @Test
  void aLetterThatCouldNotBeRemovedIsVisibleAtOnce() {
    String id = project.publish("x", Map.of());
    proxy.fail(HttpFault.UNAVAILABLE, request -> request.contains(REMOVES));

    CommandRun drop = drop(id);

    assertThat(drop.exitCode()).isEqualTo(1);
    assertThat(drop.error()).startsWith("ai-demo: Pub/Sub answers UNAVAILABLE").hasLineCount(1);
    assertThat(proxy.failed()).isEqualTo(1);
    assertThat(listed()).contains("1 dead letter in project", id);
  }

  @Test
  void pubSubMayRejectThatAnAcknowledgedLetterIsGivenBack() {
    String id = project.publish("x", Map.of());
    var removed = new AtomicBoolean();
    proxy.fail(
        HttpFault.PRECONDITION_FAILED,
        request -> {
          boolean rejected = removed.get() && request.contains(GIVES_BACK);
          removed.compareAndSet(false, request.contains(REMOVES));
          return rejected;
        });

    CommandRun drop = drop(id);

    assertThat(drop.exitCode()).as(drop.error()).isZero();
    assertThat(proxy.failed()).isEqualTo(1);
    assertThat(listed()).contains("There are no dead letters");
  }

  private CommandRun drop(String id) {
    Map<String, String> throughProxy = new HashMap<>(project.environment);
    throughProxy.put("PUBSUB_EMULATOR_HOST", proxy.address());
    return CommandRun.of(home, throughProxy, "dead-letters", "drop", id);
  }

  private String listed() {
    return CommandRun.of(home, project.environment, "dead-letters", "list").out();
  }
}
