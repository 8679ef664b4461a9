package dev.aidemo.benchmarks.coldstart;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.deployed.Platform;
import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.result.Figure;
import java.io.IOException;
import java.util.List;

/**
 * Each function from its deployable, in a new JVM each time, beside a function that does nothing.
 */
public final class ColdStart implements Section {
  @Override
  public String name() {
    return "cold-start";
  }

  @Override
  public String description() {
    return "from the start of a process to its first answer";
  }

  @Override
  public List<Figure> run(Setting setting) throws IOException {
    try (var platform = new Platform(setting.root(), name())) {
      List<Circumstances> all = Circumstances.all(platform.launcher().ways(), setting.quick());
      for (Circumstances circumstances : all) {
        for (Subject subject : circumstances.subjects()) {
          platform.launcher().prepare(circumstances.way(), subject);
        }
      }
      if (!setting.quick()) {
        // The first of each reads its files from the disk.
        round(platform, all, new Starts());
      }
      var starts = new Starts();
      for (int round = 1; round <= setting.rounds(); round++) {
        setting.progress().accept("round " + round + " of " + setting.rounds());
        round(platform, all, starts);
      }
      return starts.figures(platform.launcher());
    }
  }

  private static void round(Platform platform, List<Circumstances> all, Starts starts)
      throws IOException {
    for (Circumstances circumstances : all) {
      for (Subject subject : circumstances.subjects()) {
        starts.add(circumstances, subject, Start.of(platform, subject, circumstances));
      }
    }
  }
}
