package dev.aidemo.operations.command;

import dev.aidemo.operations.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/** Asks the person at the terminal before something happens. */
final class Confirmation {
  private final Terminal terminal;

  Confirmation(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Asks, and tells whether the answer is y or yes; the end of the input counts as no. */
  boolean isGiven(String question) {
    terminal.out().print(question + " [y/N] ");
    terminal.out().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, terminal.charset())).readLine();
      return answer != null && answer.strip().matches("(?i)y(es)?");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the answer", e);
    }
  }
}
