package dev.aidemo.local.command;

import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.terminal.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;

/** Says where everything listens when the stack is ready, and suggests commands to try. */
final class WelcomeMessage {
  private static final String COMMANDS =
      """

        # Have two banknotes classified, and read the verdicts.
        curl -s INGEST_URL/notes -H 'Content-Type: application/json' -d '{
          "batch_id":"7f1c2e1a-0d5e-4f57-9a0e-3a1d5c6b7e01","subjects":["a","b"],
          "features":[[3.6,8.7,-2.8,-0.4],[-1.4,-4.9,6.5,0.3]]}'; sleep 1
        curl -s PREDICT_URL/batches/7f1c2e1a-0d5e-4f57-9a0e-3a1d5c6b7e01

        # Rate them: the first was right, the second was wrong. Within seconds there is a new model.
        curl -s -X PATCH PREDICT_URL/batches/7f1c2e1a-0d5e-4f57-9a0e-3a1d5c6b7e01 \\
          -H 'Content-Type: application/json' -d '{"subjects":["a","b"],"ratings":[1,0]}'; sleep 4
        curl -s PREDICT_URL/model

      """;

  private static final String ADDRESSES =
      """

        ingest API     INGEST_URL, described in INGEST_URL/openapi.json
        predict API    PREDICT_URL
        Pub/Sub        http://PUBSUB_EMULATOR_HOST (gRPC and REST), project PROJECT_ID
        Cloud Storage  http://STORAGE_EMULATOR_HOST, bucket BUCKET
        Redis          REDISHOST:REDISPORT
        PostgreSQL     DBHOST:DBPORT, database DBNAME, user DBUSER
        functions      each in a JVM of its own, log files in LOCAL/logs
        variables      source LOCAL/env sets what functions and clients are told
        more           docs/using.md, and SCRIPT --help

      """;

  private final Terminal terminal;
  private final Workspace workspace;
  private final StackVariables variables;

  WelcomeMessage(Terminal terminal, Workspace workspace, StackVariables variables) {
    this.terminal = terminal;
    this.workspace = workspace;
    this.variables = variables;
  }

  void print(double seconds) {
    terminal.line(
        terminal.bold(String.format(Locale.ROOT, "Everything is up after %.1f s.", seconds)));
    terminal.line("");
    terminal.line(terminal.bold("Open the console:  " + variables.consoleAddress()));
    terminal.line("");
    terminal.line(terminal.bold("Or call the APIs, in another terminal:"));
    terminal.out().print(fill(COMMANDS));
    terminal.line(terminal.bold("What runs where:"));
    terminal.out().print(fill(ADDRESSES));
    terminal.line(terminal.bold("Ctrl-C stops everything."));
  }

  private String fill(String template) {
    String filled = template;
    for (var variable : variables.values().entrySet()) {
      filled =
          filled.replaceAll(
              "(?<![$\\w])" + variable.getKey() + "\\b",
              Matcher.quoteReplacement(variable.getValue()));
    }
    return filled
        .replace("LOCAL", fromHere(workspace.home()).toString())
        .replace("SCRIPT", script());
  }

  private String script() {
    Path script = fromHere(workspace.root().resolve("ai-demo"));
    return script.getNameCount() == 1 ? "./" + script : script.toString();
  }

  /** Returns the path relative to the working directory, if it is below that. */
  private static Path fromHere(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }
}
