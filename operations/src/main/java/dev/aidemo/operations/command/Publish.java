package dev.aidemo.operations.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.topic.Message;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.target.Target;
import dev.aidemo.operations.target.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "publish",
    description =
        "Publishes one message and prints its id: to the stack that ./ai-demo up runs here, or to"
            + " the one that PUBSUB_EMULATOR_HOST and PROJECT_ID name.",
    mixinStandardHelpOptions = true)
final class Publish implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Workspace workspace;

  @Parameters(index = "0", paramLabel = "TOPIC", description = "For example request or feedback.")
  private String topic = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "-",
      description = "What to publish; the standard input without it, or with -.")
  private String file = "-";

  Publish(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() throws IOException {
    Target target = Target.of(workspace, "PUBSUB_EMULATOR_HOST", "PROJECT_ID");
    byte[] data = data();
    warnUnlessJson(data);
    try {
      String id = new PubSub(target.environment()).publish(topic, new Message(data, Map.of()));
      workspace.terminal().line(id);
      return 0;
    } catch (GoogleException e) {
      if (e.status() != GoogleException.NOT_FOUND) {
        throw e;
      }
      throw new OperationException(
          "there is no topic %s; the topics are %s"
              .formatted(topic, String.join(", ", DeployedFunction.topics())),
          e);
    }
  }

  private byte[] data() throws IOException {
    try {
      return "-".equals(file) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new OperationException("there is no file " + file, e);
    }
  }

  /** It is published all the same: to see what becomes of rubbish is worth a try. */
  private void warnUnlessJson(byte[] data) throws IOException {
    try {
      if (!JSON.readTree(data).isMissingNode()) {
        return;
      }
    } catch (JacksonException notJson) {
      // Said below, with the same words as for no data at all.
    }
    workspace.terminal().error().println("warning: this is not JSON and will be a dead letter");
  }
}
