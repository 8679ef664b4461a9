package dev.aidemo.benchmarks.program;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.topic.Message;
import dev.aidemo.common.topic.PubSub;
import java.io.IOException;
import java.util.Map;

/** Publishes one message as the functions do. */
final class PublishWithRest {
  private PublishWithRest() {}

  public static void main(String[] arguments) throws IOException {
    new PubSub(Environment.system()).publish("prediction", new Message(new byte[1_000], Map.of()));
    System.out.println("finished");
    var unused = System.in.read();
  }
}
