package dev.aidemo.operations.command;

import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.operations.champion.Champion;
import dev.aidemo.operations.champion.ChampionStatus;
import dev.aidemo.operations.services.Target;
import dev.aidemo.operations.terminal.Terminal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "champion",
    description = "Shows which model serves and which served before, and pins another one.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", Commands.TARGET, Commands.TARGET_STORES})
final class ChampionCommands {
  private final Terminal terminal;
  private final Supplier<Target> target;

  ChampionCommands(Terminal terminal, Supplier<Target> target) {
    this.terminal = terminal;
    this.target = target;
  }

  @Command(
      name = "show",
      description =
          "Shows the model that serves. The exit code is 1 if Redis, the bucket and table jobs"
              + " disagree on the champion.",
      mixinStandardHelpOptions = true)
  int show() {
    ChampionStatus status = champion(services()).status();
    new ChampionReport(terminal, status).printServed();
    return status.agrees() ? 0 : 1;
  }

  @Command(
      name = "history",
      description =
          "Shows all trainings, whether each model was promoted and why not, and the latest ten"
              + " skipped trainings.",
      mixinStandardHelpOptions = true)
  int history() {
    new ChampionReport(terminal, champion(services()).status()).printHistory();
    return 0;
  }

  @Command(
      name = "pin",
      description = "Makes a version serve, whatever is promoted, until it is unpinned.",
      mixinStandardHelpOptions = true)
  int pin(
      @Parameters(paramLabel = "VERSION", description = "A version that history shows.")
          long version) {
    Target services = services();
    TrainedModel model = champion(services).pin(version);
    terminal.line(
        terminal.bold("Version " + version + " is pinned: ")
            + String.format(
                Locale.ROOT, "%s, accuracy %.4f.", model.modelFileName(), model.accuracy()));
    terminal.line(effect(services));
    return 0;
  }

  @Command(
      name = "unpin",
      description = "Makes the champion serve again.",
      mixinStandardHelpOptions = true)
  int unpin() {
    Target services = services();
    Optional<String> pinned = champion(services).unpin();
    if (pinned.isEmpty()) {
      terminal.line("Nothing was pinned: the champion serves.");
      return 0;
    }
    terminal.line(pinned.get() + " is no longer pinned: the champion serves.");
    terminal.line(effect(services));
    return 0;
  }

  private static String effect(Target services) {
    return "Each instance of prediction switches within %s s."
        .formatted(services.modelRefreshSeconds());
  }

  private static Champion champion(Target services) {
    return new Champion(services.environment());
  }

  private Target services() {
    return target.get().require("PROJECT_ID", "BUCKET", "REDISHOST", "DBHOST", "DBNAME", "DBUSER");
  }
}
