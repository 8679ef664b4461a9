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

/** Runs a process, tells what it uses, and kills it at the end or with this JVM. */
public final class MeasuredProcess implements AutoCloseable {
  private static final Set<MeasuredProcess> RUNNING = ConcurrentHashMap.newKeySet();

  /** USER_HZ, which is the same on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private final Optional<ControlGroup> group;
  private final Path log;
  private final long start;
  private final Process process;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(MeasuredProcess::kill)));
  }

  /** Starts a process with these variables and {@code PATH}; its errors go to the log. */
  MeasuredProcess(
      List<String> command,
      Map<String, String> variables,
      Optional<ControlGroup> group,
      Path log,
      Redirect output)
      throws IOException {
    this.group = group;
    this.log = log;
    List<String> limited = group.map(made -> made.wrap(command)).orElse(command);
    var builder = new ProcessBuilder(limited).redirectOutput(output);
    builder.redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().putAll(variables);
    this.start = System.nanoTime();
    this.process = builder.start();
    RUNNING.add(this);
  }

  /** Returns the seconds since it was started. */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Waits until it prints {@code finished}, and returns what it printed before. */
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
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      String code = process.exitValue() + " (137: it needed more memory)";
      throw new IOException("the process ended with exit code " + code + ", see " + log);
    }
  }

  /** Returns the most resident memory that it had at once, in units of 1,048,576 bytes. */
  public double peakMegabytes() throws IOException {
    String peak = read("status").replaceFirst("(?s).*VmHWM:\\s*(\\d+) kB.*", "$1");
    return Double.parseDouble(peak) / 1024;
  }

  /** Returns the seconds of processor time that it has used, user and system. */
  public double processorSeconds() throws IOException {
    // After the command's name in parentheses: utime is the 12th, stime the 13th.
    String[] fields = read("stat").replaceFirst("(?s).*\\) ", "").split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  private String read(String file) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
  }

  /** Returns its control group, if it has one. */
  public Optional<ControlGroup> group() {
    return group;
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
