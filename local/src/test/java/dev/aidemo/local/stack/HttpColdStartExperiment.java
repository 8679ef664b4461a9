package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.aidemo.common.http.HttpContract;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures from the start of the process to the first answer that has all of the work in it, in
 * turns with a function that does nothing: {@code only -pl local
 * -Dit.test=HttpColdStartExperiment}.
 */
class HttpColdStartExperiment {
  private static final int ROUNDS = 9;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path logs;

  /** Answers every request with nothing. */
  public static final class Trivial implements HttpFunction {
    @Override
    public void service(HttpRequest request, HttpResponse response) {
      response.setStatusCode(200);
    }
  }

  private record Start(
      String name, DeployedFunction function, Path jar, String method, String path) {}

  @Test
  void theFirstAnswerIsNotMuchLaterThanThatOfATrivialFunction() throws Exception {
    Map<String, String> variables = HttpStack.variables();
    DeployedFunction ingest = DeployedFunction.of("ingest-api");
    DeployedFunction predict = DeployedFunction.of("predict-api");
    List<Start> starts =
        List.of(
            new Start("trivial", trivial(ingest), testClasses(), "GET", "/"),
            new Start("ingest-api", ingest, jar(ingest), "POST", "/notes"),
            new Start("predict-api", predict, jar(predict), "GET", "/batches"));
    Map<String, List<Double>> seconds = new HashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (Start start : starts) {
        double measured = measure(start, variables);
        if (round > 0) {
          seconds.computeIfAbsent(start.name(), name -> new ArrayList<>()).add(measured);
        }
      }
    }
    seconds.forEach(
        (name, all) -> {
          all.sort(Double::compare);
          System.out.printf(
              "%s: median %.2f s (%.2f to %.2f, %d rounds), %.2f of the trivial one%n",
              name,
              median(all),
              all.get(0),
              all.get(all.size() - 1),
              ROUNDS,
              median(all) / median(seconds.getOrDefault("trivial", all)));
        });
    assertThat(seconds).hasSize(3);
  }

  private static double median(List<Double> sorted) {
    return sorted.stream().sorted().toList().get(sorted.size() / 2);
  }

  private static Path jar(DeployedFunction function) {
    return BuiltFunctions.DEPLOYABLES.jar(function);
  }

  private static Path testClasses() {
    return Services.projectFolder().resolve("local/target/test-classes/");
  }

  private static DeployedFunction trivial(DeployedFunction like) {
    return new DeployedFunction(
        "trivial",
        Trivial.class.getName(),
        like.trigger(),
        like.publishes(),
        like.memoryMegabytes(),
        like.maxInstances(),
        like.javaOptions());
  }

  private double measure(Start start, Map<String, String> variables) throws Exception {
    long before = System.nanoTime();
    try (var process =
        new FunctionProcess(
            start.function(),
            BuiltFunctions.DEPLOYABLES.invoker(),
            start.jar(),
            variables,
            logs,
            note -> {},
            pid -> {})) {
      while (true) {
        try {
          assertThat(status(start, process)).isEqualTo(200);
          return (System.nanoTime() - before) / 1e9;
        } catch (IOException notYet) {
          Thread.sleep(2);
        }
      }
    }
  }

  private static int status(Start start, FunctionProcess process) throws Exception {
    String body = start.method().equals("GET") ? "" : HttpContract.request("notes");
    var request =
        java.net.http.HttpRequest.newBuilder(
                URI.create(process.endpoint().replaceFirst("/$", "") + start.path()))
            .header("Content-Type", "application/json")
            .method(start.method(), BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
  }
}
