package dev.aidemo.local.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the resident memory of a process over a run, if the machine has {@code /proc}. */
final class Memory {
  /** Compiled code makes a JVM grow by a tenth and 16 MB even after its first load. */
  private static final double TOLERANCE = 1.10;

  private static final long TOLERANCE_KILOBYTES = 16 * 1024;
  private static final Pattern USED =
      Pattern.compile("(?:generation|DefNew|Tenured).*used (\\d+)K");

  private final List<Long> samples = new ArrayList<>();
  private int processes;
  private long pid;

  /** Adds a sample. If it is of a new process, forgets those of the old one. */
  synchronized void sample(ProcessHandle process) {
    OptionalLong kilobytes = residentKilobytes(process.pid());
    if (kilobytes.isEmpty()) {
      return;
    }
    if (process.pid() != pid) {
      pid = process.pid();
      processes++;
      samples.clear();
    }
    samples.add(kilobytes.getAsLong());
  }

  synchronized int processes() {
    return processes;
  }

  synchronized boolean isMeasured() {
    return samples.size() >= 6;
  }

  /** Returns the median of the first, second or third third, numbered from 0. */
  synchronized long median(int third) {
    int size = samples.size();
    List<Long> sorted =
        samples.subList(size * third / 3, size * (third + 1) / 3).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** Tells whether the last third is not above the one before, within the tolerance. */
  boolean isFlat() {
    return median(2) <= median(1) * TOLERANCE + TOLERANCE_KILOBYTES;
  }

  /** Returns what is left in the heap after a full collection, in kilobytes. */
  static long liveHeap(long pid) {
    diagnose(pid, "GC.run");
    Matcher used = USED.matcher(diagnose(pid, "GC.heap_info"));
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    return kilobytes;
  }

  private static String diagnose(long pid, String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return output;
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + jcmd, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static OptionalLong residentKilobytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      // The process has ended.
      return OptionalLong.empty();
    }
  }
}
