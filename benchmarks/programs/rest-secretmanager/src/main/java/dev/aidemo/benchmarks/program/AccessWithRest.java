package dev.aidemo.benchmarks.program;

import dev.aidemo.common.config.DatabasePassword;
import dev.aidemo.common.config.Environment;
import java.io.IOException;

/** Accesses one secret as the functions do. */
final class AccessWithRest {
  private AccessWithRest() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(new DatabasePassword(Environment.system()).fetch().length());
    System.out.println("finished");
    var unused = System.in.read();
  }
}
