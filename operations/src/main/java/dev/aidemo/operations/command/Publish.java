package dev.aidemo.operations.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.pubsub.PubSubClients;
import dev.aidemo.operations.services.Target;
import dev.aidemo.operations.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "publish",
    description = "Publishes one message and prints its id.",
    mixinStandardHelpOptions = true,
    footer = {"", Commands.TARGET, Commands.TARGET_PROJECT})
final class Publish implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Terminal terminal;
  private final Supplier<Target> target;

  @Parameters(index = "0", paramLabel = "TOPIC", description = "For example request or feedback.")
  private String topic = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "-",
      description = "The payload; without FILE, or with -, standard input.")
  private String file = "-";

  Publish(Terminal terminal, Supplier<Target> target) {
    this.terminal = terminal;
    this.target = target;
  }

  @Override
  public Integer call() throws IOException {
    Target services = target.get().require("PROJECT_ID");
    byte[] payload = payload();
    if (!isJson(payload)) {
      // To see what becomes of such a message is worth a try.
      terminal.error().println("warning: this is not JSON, and will be dead-lettered");
    }
    var message = PubsubMessage.newBuilder().setData(ByteString.copyFrom(payload)).build();
    try (var pubSub = new PubSubClients(services.environment())) {
      terminal.line(pubSub.publish(topic, message));
      return 0;
    }
  }

  private byte[] payload() throws IOException {
    try {
      return "-".equals(file) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new OperationException("there is no file " + file, e);
    }
  }

  private static boolean isJson(byte[] payload) throws IOException {
    try {
      return !JSON.readTree(payload).isMissingNode();
    } catch (JacksonException e) {
      return false;
    }
  }
}
