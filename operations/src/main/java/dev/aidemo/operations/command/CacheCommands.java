package dev.aidemo.operations.command;

import dev.aidemo.common.promotion.Rank;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.cache.CacheRebuild;
import dev.aidemo.operations.cache.CacheRebuild.Batches;
import dev.aidemo.operations.cache.CacheRebuild.LostChampion;
import dev.aidemo.operations.cache.CacheRebuild.Trainings;
import dev.aidemo.operations.services.Target;
import dev.aidemo.operations.terminal.Count;
import dev.aidemo.operations.terminal.ProgressBar;
import dev.aidemo.operations.terminal.Terminal;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "cache",
    description = "Restores Redis.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", Commands.TARGET, Commands.TARGET_STORES})
final class CacheCommands {
  private final Terminal terminal;
  private final Supplier<Target> target;

  CacheCommands(Terminal terminal, Supplier<Target> target) {
    this.terminal = terminal;
    this.target = target;
  }

  @Command(
      name = "rebuild",
      description = {
        "Restores the newest batches, the trainings and the champion in Redis, from PostgreSQL and"
            + " the bucket.",
        "Repeating it is harmless, also while the functions are at work."
      },
      mixinStandardHelpOptions = true)
  int rebuild(
      @Option(
              names = "--lower-champion",
              description =
                  "If the file of the champion is missing, damaged or of another rank, register"
                      + " the best model that can serve.")
          boolean lowerChampion) {
    Target services =
        target.get().require("PROJECT_ID", "BUCKET", "REDISHOST", "DBHOST", "DBNAME", "DBUSER");
    var rebuild = new CacheRebuild(services.environment());
    long start = System.nanoTime();
    Trainings trainings = rebuild.restoreTrainings((done, total) -> show("trainings", done, total));
    Batches batches = rebuild.restoreBatches((done, total) -> show("batches", done, total));
    terminal.redraw("");
    print(trainings, batches, (System.nanoTime() - start) / 1e9);
    return rebuild.lostChampion().map(lost -> report(rebuild, lost, lowerChampion)).orElse(0);
  }

  private int report(CacheRebuild rebuild, LostChampion lost, boolean lowerChampion) {
    String next = lost.next().map(Rank::fileName).orElse("the starter model");
    String problem =
        "Champion %s cannot serve: %s.".formatted(lost.champion().fileName(), lost.problem());
    if (!lowerChampion) {
      terminal.line(problem);
      terminal.line("Nothing lower is promoted until cache rebuild --lower-champion makes");
      terminal.line(next + " the champion.");
      return 1;
    }
    if (!rebuild.lower(lost)) {
      throw new OperationException("another model was promoted meanwhile: try again");
    }
    terminal.line(problem + " Now " + next + " is the champion.");
    terminal.line("If the bucket still has the file, delete it, or the next training names it.");
    return 0;
  }

  private void show(String what, int done, int total) {
    if (terminal.interactive()) {
      new ProgressBar(terminal, total).show(done, what);
    }
  }

  private void print(Trainings trainings, Batches batches, double seconds) {
    terminal.line(
        terminal.bold(String.format(Locale.ROOT, "Redis is rebuilt after %.1f s.", seconds)));
    terminal.line(
        "%s: %,d restored, %,d already there."
            .formatted(
                Count.of(batches.found(), "batch", "batches"),
                batches.restored(),
                batches.found() - batches.restored() - batches.invalid()));
    terminal.line(
        "%s; the champion is %s."
            .formatted(
                Count.of(trainings.found(), "training", "trainings"),
                trainings.champion().orElse("the starter model")));
    note(batches.invalid(), "batch", "batches", "left out: a row breaks a rule of the messages");
    note(trainings.invalid(), "row", "rows", "of table jobs left out, for the same reason");
    note(trainings.withoutRow(), "model file", "model files", "without a row in table jobs");
    note(
        trainings.withoutFile(),
        "training",
        "trainings",
        "without a file in the bucket: listed, but cannot serve");
    if (trainings.pinned().isEmpty()) {
      terminal.line("Nothing is pinned. Only Redis stores a pin: set it again if it was lost.");
    }
  }

  private void note(int count, String singular, String plural, String what) {
    if (count > 0) {
      terminal.line(Count.of(count, singular, plural) + " " + what + ".");
    }
  }
}
