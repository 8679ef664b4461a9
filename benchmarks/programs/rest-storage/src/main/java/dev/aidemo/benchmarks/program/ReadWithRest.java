package dev.aidemo.benchmarks.program;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.model.ModelStore;
import java.io.IOException;

/** Reads one object as the functions do: its metadata, its content, and whether they agree. */
final class ReadWithRest {
  private ReadWithRest() {}

  public static void main(String[] arguments) throws IOException {
    byte[] content = new ModelStore(Environment.system()).download(arguments[0]);
    System.out.println(content.length);
    System.out.println("finished");
    var unused = System.in.read();
  }
}
