package dev.aidemo.operations.command;

import dev.aidemo.operations.cache.CacheRebuild;
import dev.aidemo.operations.cache.CacheRebuild.Batches;
import dev.aidemo.operations.cache.CacheRebuild.Trainings;
import dev.aidemo.operations.target.Target;
import dev.aidemo.operations.target.Workspace;
import dev.aidemo.operations.terminal.ProgressBar;
import dev.aidemo.operations.terminal.Terminal;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(
    name = "cache",
    description = "Looks after Redis.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class CacheCommands {
  /** Where nobody looks, each step is a line: a few of them tell enough. */
  private static final int STEPS_WITHOUT_A_PERSON = 4;

  private final Workspace workspace;

  CacheCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = "rebuild",
      description =
          "Puts the latest batches, the trainings and the champion back into Redis, from"
              + " PostgreSQL and the bucket. It can be run twice, and while the functions work.",
      mixinStandardHelpOptions = true)
  int rebuild() {
    Target target =
        Target.of(workspace, "PROJECT_ID", "BUCKET", "REDISHOST", "DBHOST", "DBNAME", "DBUSER");
    var rebuild = new CacheRebuild(target.environment());
    long start = System.nanoTime();
    Trainings trainings = rebuild.restoreTrainings((done, all) -> show("trainings", done, all));
    Batches batches = rebuild.restoreBatches((done, all) -> show("batches", done, all));
    workspace.terminal().redraw("");
    print(trainings, batches, (System.nanoTime() - start) / 1e9);
    return 0;
  }

  private void show(String what, int done, int total) {
    Terminal terminal = workspace.terminal();
    if (terminal.interactive() || done % Math.max(1, total / STEPS_WITHOUT_A_PERSON) == 0) {
      new ProgressBar(terminal, total).show(done, what);
    }
  }

  private void print(Trainings trainings, Batches batches, double seconds) {
    Terminal terminal = workspace.terminal();
    terminal.line(
        terminal.bold(String.format(Locale.ROOT, "Redis is rebuilt after %.1f s.", seconds)));
    terminal.line(
        "%,d batches: %,d put back, %,d were there."
            .formatted(
                batches.found(),
                batches.restored(),
                batches.found() - batches.restored() - batches.unreadable()));
    terminal.line(
        "%,d trainings; the champion is %s."
            .formatted(trainings.found(), trainings.champion().orElse("the starter model")));
    note(batches.unreadable(), "batches were left out: their rows are not what a message may say");
    note(trainings.unreadable(), "rows of table jobs were left out, for the same reason");
    note(trainings.withoutRow(), "model files are in no row of table jobs; they took part");
    note(trainings.withoutFile(), "trainings have no file in the bucket; they cannot serve");
    if (trainings.pinned().isEmpty()) {
      terminal.line("Nothing is pinned. A pin is kept in Redis alone: set it again if it is gone.");
    }
  }

  private void note(int count, String what) {
    if (count > 0) {
      workspace.terminal().line("%,d %s.".formatted(count, what));
    }
  }
}
