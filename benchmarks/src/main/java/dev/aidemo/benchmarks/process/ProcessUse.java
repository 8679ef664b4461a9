package dev.aidemo.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has used so far, as Linux counts it
 * (https://man7.org/linux/man-pages/man5/proc.5.html).
 */
final class ProcessUse {
  /** USER_HZ, the same on every platform that Java 17 runs on. */
  private static final double TICKS_A_SECOND = 100;

  /** After the command's name, which may hold anything: state is the first, utime the 12th. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  private ProcessUse() {}

  /** The most memory that it had resident at once. */
  static double peakMegabytes(long pid) {
    return peakMegabytes(lines(pid, "status"));
  }

  /** User and system. */
  static double processorSeconds(long pid) {
    return processorSeconds(String.join("\n", lines(pid, "stat")));
  }

  static double peakMegabytes(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the process has ended"));
  }

  static double processorSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_A_SECOND;
  }

  private static List<String> lines(long pid, String file) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("Linux alone says what a process uses", e);
    }
  }
}
