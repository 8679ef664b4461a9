package dev.aidemo.local.command;

import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.terminal.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;

/** Says where everything listens when the stack is ready, and suggests commands to try. */
final class WelcomeMessage {
  private static final String ADDRESSES =
      """

        Pub/Sub        http://PUBSUB_EMULATOR_HOST (gRPC and REST), project PROJECT_ID
        Cloud Storage  http://STORAGE_EMULATOR_HOST, bucket BUCKET
        Redis          REDISHOST:REDISPORT
        PostgreSQL     DBHOST:DBPORT, database DBNAME, user DBUSER
        functions      each in a JVM of its own, log files in LOCAL/logs
        variables      source LOCAL/env sets what the functions are told

      """;

  private static final String COMMANDS =
      """

        # Have two banknotes classified, with curl ...
        request='{"batch_id":"7f1c2e1a-0d5e-4f57-9a0e-3a1d5c6b7e01","subjects":["a","b"],
          "features":[[3.6,8.7,-2.8,-0.4],[-1.4,-4.9,6.5,0.3]]}'
        curl -s http://PUBSUB_EMULATOR_HOST/v1/projects/PROJECT_ID/topics/request:publish \\
          -H 'content-type: application/json' \\
          -d '{"messages":[{"data":"'$(printf %s "$request" | base64 | tr -d '\\n')'"}]}'

        # ... or with gcloud, or with this program. Repeating a batch changes nothing.
        CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB=http://PUBSUB_EMULATOR_HOST/ \\
          CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true \\
          gcloud pubsub topics publish request --project PROJECT_ID --message "$request"
        printf %s "$request" | SCRIPT publish request

        # See the predictions in Redis, where the predict API reads them, and in PostgreSQL:
        redis-cli -h REDISHOST -p REDISPORT lrange batches 0 0
        source LOCAL/env
        export PGHOST=$DBHOST PGPORT=$DBPORT PGDATABASE=$DBNAME PGUSER=$DBUSER PGPASSWORD=$DBPASS
        psql -c 'SELECT subject_id, prediction, is_correct FROM predictions'

        # Rate them: the first was right, the second was wrong. Within seconds there is a new model.
        feedback='{"batch_id":"7f1c2e1a-0d5e-4f57-9a0e-3a1d5c6b7e01","subjects":["a","b"],
          "ratings":[1,0]}'
        printf %s "$feedback" | SCRIPT publish feedback
        SCRIPT champion history

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
    terminal.out().print(fill(ADDRESSES));
    terminal.line(terminal.bold("Try this, in another terminal:"));
    terminal.out().print(fill(COMMANDS));
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
