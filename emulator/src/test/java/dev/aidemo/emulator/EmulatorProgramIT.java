package dev.aidemo.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import com.linecorp.armeria.common.HttpResponse;
import dev.aidemo.emulator.pubsub.Clients;
import dev.aidemo.emulator.pubsub.Endpoint;
import dev.aidemo.emulator.pubsub.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jar, started as its users start it. */
@Timeout(60)
class EmulatorProgramIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static String get(String url) throws IOException, InterruptedException {
    return CLIENT
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void servesThreeServicesWithWhatItWasToldToCreate() throws Exception {
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(200));
        var program =
            EmulatorProgram.start(
                "--port=0",
                "--project=shop",
                "--topic=audit",
                "--subscription=orders=worker",
                "--push=orders=" + endpoint.url(),
                "--bucket=receipts",
                "--secret=db-pass=first",
                "--secret=db-pass=a=b");
        var clients = new Clients(program.variable("PUBSUB_EMULATOR_HOST"))) {
      var publisher = clients.publisher(TopicName.of("shop", "orders"));
      var message = PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("coffee")).build();
      String id = publisher.publish(message).get(10, TimeUnit.SECONDS);
      publisher.shutdown();

      Eventually.soon(() -> endpoint.requests().size() == 1);
      assertThat(endpoint.requests().get(0).contentUtf8())
          .contains("\"messageId\":\"" + id + "\"", "projects/shop/subscriptions/orders-push");
      assertThat(
              clients
                  .subscriptions()
                  .pull(ProjectSubscriptionName.format("shop", "worker"), 1)
                  .getReceivedMessages(0)
                  .getMessage()
                  .getData()
                  .toStringUtf8())
          .isEqualTo("coffee");
      String pubSub = "http://" + program.variable("PUBSUB_EMULATOR_HOST");
      assertThat(get(pubSub + "/v1/projects/shop/topics")).contains("topics/audit");
      assertThat(get(program.variable("STORAGE_EMULATOR_HOST") + "/storage/v1/b/receipts"))
          .contains("storage#bucket");
      String secrets = "http://" + program.variable("SECRET_MANAGER_EMULATOR_HOST");
      assertThat(get(secrets + "/v1/projects/shop/secrets/db-pass/versions/latest:access"))
          .contains("\"data\":\"YT1i\"");
    }
  }

  @Test
  void endsCleanlyOnASignal() throws Exception {
    try (var program = EmulatorProgram.start("--port=0")) {
      assertThat(program.terminate(10)).isEqualTo(128 + 15);
    }
  }

  @Test
  void saysWhichPortIsInUse() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var ended = EmulatorProgram.runToEnd("--port=" + taken.getLocalPort());

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.output()).isEmpty();
      assertThat(ended.errors().lines())
          .singleElement()
          .asString()
          .startsWith("emulator: cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .endsWith("stop what uses the port, or choose another");
    }
  }

  @Test
  void saysWhichArgumentIsWrong() throws Exception {
    for (String argument : new String[] {"--prot=1", "--push=orders", "--bucket=No"}) {
      var ended = EmulatorProgram.runToEnd("--port=0", argument);

      assertThat(ended.status()).as(argument).isEqualTo(2);
      assertThat(ended.errors().lines())
          .singleElement()
          .asString()
          .startsWith("emulator: ")
          .contains(argument.replaceFirst(".*=", ""));
    }
  }
}
