package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLogTest {
  @TempDir private Path folder;

  @Test
  void theInnermostCauseIsTheLastError() throws Exception {
    assertThat(
            lastError(
                """
                Picked up JAVA_TOOL_OPTIONS: -Xmx180m
                Caused by: java.lang.IllegalStateException: survived
                Exception in thread "main" java.lang.RuntimeException: Could not construct
                \tat Invoker.main(Invoker.java:124)
                Caused by: java.lang.reflect.InvocationTargetException
                \t... 5 more
                Caused by: dev.aidemo.common.config.ConfigurationException: Bad configuration: x
                \t... 11 more
                """))
        .startsWith("Bad configuration: x (see ");
  }

  @Test
  void withoutAnExceptionTheLastLineIsTheLastError() throws Exception {
    assertThat(lastError("one\ntwo\n\n")).startsWith("two (see ");
  }

  @Test
  void aFunctionMayHavePrintedNothing() throws Exception {
    assertThat(lastError("")).startsWith("it printed nothing (see ");
  }

  private String lastError(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("module.log"), content);
    return new FunctionLog(file).lastError();
  }
}
