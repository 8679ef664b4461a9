package dev.aidemo.benchmarks.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs a process within limits, if they can be enforced, and tells what it uses. It is killed at
 * the end, and with this JVM.
 */
public final class MeasuredProcess implements AutoCloseable {
  private static final Set<MeasuredProcess> RUNNING = ConcurrentHashMap.newKeySet();

  /** USER_HZ, which is the same on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private final Optional<ControlGroup> group;
  private final Path log;
  private final long start;
  private final Process process;

  /** Says what becomes of the output of a process. */
  public enum Output {
    READ,
    LOGGED
  }

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(MeasuredProcess::kill)));
  }

  /**
   * Starts a process.
   *
   * @param variables all of its environment, with {@code PATH}
   * @param log the file that its errors and, unless we read it, its output are added to
   */
  public MeasuredProcess(
      List<String> command, Map<String, String> variables, Limits limits, Path log, Output output)
      throws IOException {
    this.group = ControlGroup.AVAILABLE ? ControlGroup.create(limits, Map.of()) : Optional.empty();
    this.log = log;
    Files.createDirectories(log.toAbsolutePath().getParent());
    var builder =
        new ProcessBuilder(group.map(limited -> limited.wrap(command)).orElse(command))
            .redirectError(Redirect.appendTo(log.toFile()))
            .redirectOutput(
                output == Output.READ ? Redirect.PIPE : Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().putAll(variables);
    this.start = System.nanoTime();
    this.process = builder.start();
    RUNNING.add(this);
  }

  /** Returns the command that starts the JVM which runs this. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns the seconds since it was started. */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Waits until it prints {@code finished}, and returns what it printed before. It waits for the
   * end of its input then, so that it can still be measured.
   */
  public List<String> awaitFinished() throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("finished")) {
        return lines;
      }
      lines.add(line);
    }
    throw new IOException("the program ended before it was finished, see " + log);
  }

  /** Fails if it has ended. */
  public void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "the process ended with exit code %d (137: it needed more memory), see %s"
              .formatted(process.exitValue(), log));
    }
  }

  /** Returns the most resident memory that it had at once, in units of 1,048,576 bytes. */
  public double peakMegabytes() throws IOException {
    return Files.readString(proc("status"))
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("the process has ended, see " + log));
  }

  /** Returns the seconds of processor time that it has used, user and system. */
  public double processorSeconds() throws IOException {
    String stat = Files.readString(proc("stat"));
    // After the command's name in parentheses, which may contain anything: utime is the 12th.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Returns the peak of its control group, if it has one. */
  public Optional<Double> groupPeakMegabytes() throws IOException {
    return group.isPresent() ? Optional.of(group.get().peakMegabytes()) : Optional.empty();
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  /** Sleeps. */
  public static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void kill() {
    process.destroyForcibly().onExit().join();
    group.ifPresent(ControlGroup::remove);
  }

  @Override
  public void close() {
    kill();
    RUNNING.remove(this);
  }
}
