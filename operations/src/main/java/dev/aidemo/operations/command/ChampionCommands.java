package dev.aidemo.operations.command;

import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.operations.champion.Champion;
import dev.aidemo.operations.champion.ChampionReport;
import dev.aidemo.operations.champion.ChampionStatus;
import dev.aidemo.operations.target.Target;
import dev.aidemo.operations.target.Workspace;
import dev.aidemo.operations.terminal.Terminal;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "champion",
    description =
        "Shows the model that serves and those before it, and pins another: in the stack that"
            + " ./ai-demo up runs here, or in the services that the variables name.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ChampionCommands {
  private final Workspace workspace;

  ChampionCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = "show",
      description =
          "Shows the model that serves. Exits with 1 if Redis, the bucket and table jobs do not"
              + " agree on the champion.",
      mixinStandardHelpOptions = true)
  int show() {
    ChampionStatus status = champion(target()).status();
    new ChampionReport(workspace.terminal(), status).printServed();
    return status.agrees() ? 0 : 1;
  }

  @Command(
      name = "history",
      description =
          "Shows all trainings, whether each model was promoted, and the last ten skipped trainings.",
      mixinStandardHelpOptions = true)
  int history() {
    new ChampionReport(workspace.terminal(), champion(target()).status()).printHistory();
    return 0;
  }

  @Command(
      name = "pin",
      description = "Lets a version serve, whatever is promoted, until it is unpinned.",
      mixinStandardHelpOptions = true)
  int pin(@Parameters(paramLabel = "VERSION", description = "As in history.") long version) {
    Target target = target();
    TrainedModel model = champion(target).pin(version);
    Terminal terminal = workspace.terminal();
    terminal.line(
        terminal.bold("Version " + version + " is pinned: ")
            + String.format(
                Locale.ROOT, "%s, accuracy %.4f.", model.modelFileName(), model.accuracy()));
    terminal.line(nextLook(target));
    return 0;
  }

  @Command(
      name = "unpin",
      description = "Lets the champion serve again.",
      mixinStandardHelpOptions = true)
  int unpin() {
    Target target = target();
    Optional<String> pinned = champion(target).unpin();
    if (pinned.isEmpty()) {
      workspace.terminal().line("Nothing was pinned: the champion serves.");
      return 0;
    }
    workspace.terminal().line(pinned.get() + " is not pinned any more: the champion serves.");
    workspace.terminal().line(nextLook(target));
    return 0;
  }

  private static String nextLook(Target target) {
    return "Each instance of prediction follows at its next look, at most %s s from now."
        .formatted(target.modelRefreshSeconds());
  }

  private static Champion champion(Target target) {
    return new Champion(target.environment());
  }

  private Target target() {
    return Target.of(workspace, "PROJECT_ID", "BUCKET", "REDISHOST", "DBHOST", "DBNAME", "DBUSER");
  }
}
