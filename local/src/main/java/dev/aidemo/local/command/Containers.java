package dev.aidemo.local.command;

import dev.aidemo.local.demo.Scenario;
import dev.aidemo.local.stack.ContainerBuildContext;
import dev.aidemo.local.stack.Deployables;
import dev.aidemo.local.stack.Launcher;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "containers",
    description = {
      "Writes what gcloud run deploy --source needs for each function to MODULE/target/container,"
          + " with a Dockerfile that archives classes for a fast start.",
      "Runs the demo once, to find out which classes each function loads."
    },
    mixinStandardHelpOptions = true)
final class Containers implements Callable<Integer> {
  private final Workspace workspace;

  Containers(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() throws IOException {
    Terminal terminal = workspace.terminal();
    var options = StackOptions.embedded(workspace.root(), workspace.home().resolve("containers"));
    var deployables = new Deployables(workspace.root());
    Path lists = options.home().resolve("classes");
    Files.createDirectories(lists);
    long start = System.nanoTime();
    record(options, deployables, lists);
    for (DeployedFunction function : DeployedFunction.all()) {
      Path folder = new ContainerBuildContext(deployables, function).write(lists);
      terminal.line("written: " + workspace.root().relativize(folder));
    }
    terminal.line("It took %.0f s.".formatted((System.nanoTime() - start) / 1e9));
    return 0;
  }

  private void record(StackOptions options, Deployables deployables, Path lists) {
    Terminal terminal = workspace.terminal();
    var launcher =
        Launcher.onClassPath(
            deployables.invoker(), "-XX:DumpLoadedClassList=" + lists.resolve("%m.lst"));
    try (var stack =
        new LocalStack(
            options, note -> terminal.line(terminal.red("note: ") + note), built -> launcher)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
      new Scenario(terminal, stack.start()).run(() -> 0);
    }
  }
}
