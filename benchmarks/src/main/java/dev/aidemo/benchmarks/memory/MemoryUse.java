package dev.aidemo.benchmarks.memory;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.deployed.Platform;
import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.benchmarks.result.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each function within the memory that it is deployed with: many events one after another, and for
 * {@code prediction} a batch of 100,000 at the end. A function that is killed ends the section, and
 * an event that is not acknowledged is a failure.
 */
public final class MemoryUse implements Section {
  private static final double PROCESSORS = 2;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String description() {
    return "how much memory many events take, within what is deployed";
  }

  @Override
  public List<Figure> run(Setting setting) throws IOException {
    Map<Subject, List<Service>> services = new LinkedHashMap<>();
    try (var platform = new Platform(setting.root(), name())) {
      for (int round = 1; round <= setting.rounds(); round++) {
        for (Subject subject : Subject.all()) {
          setting.progress().accept("round %d: %s".formatted(round, subject.name()));
          services
              .computeIfAbsent(subject, key -> new ArrayList<>())
              .add(Service.of(platform, subject, limits(subject), setting.quick()));
        }
      }
    }
    List<Figure> figures = new ArrayList<>();
    services.forEach(
        (subject, rounds) ->
            figures.addAll(
                ServiceFigures.of(
                    subject, limits(subject), rounds, services.get(Subject.TRIVIAL))));
    return figures;
  }

  private static Limits limits(Subject subject) {
    return new Limits(PROCESSORS, subject.megabytes());
  }
}
