package dev.aidemo.operations.command;

import dev.aidemo.operations.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/** A question to the person at the terminal. */
final class Question {
  private final Terminal terminal;

  Question(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Asks, and waits for a line; only y or yes is a yes, and the end of the input is a no. */
  boolean isAnsweredYes(String question) {
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
