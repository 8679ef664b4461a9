package dev.aidemo.benchmarks.program;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.config.Secret;
import java.io.IOException;

/** Accesses one secret as the functions do. */
final class AccessWithRest {
  private AccessWithRest() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(new Secret(Environment.system(), "DBPASS", "db-pass").fetch().length());
    System.out.println("finished");
    var unused = System.in.read();
  }
}
