package dev.aidemo.operations.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes lines for people to read, as the terminal can show them.
 *
 * @param interactive whether a person is watching, so that a line may be overwritten
 * @param coloured whether it shows colours
 * @param charset the encoding of both streams
 */
public record Terminal(
    PrintStream out, PrintStream error, boolean interactive, boolean coloured, Charset charset) {
  /**
   * Returns the terminal of this process. Without an interactive terminal, or if the environment
   * sets {@code NO_COLOR}, there are no colours.
   *
   * @param interactive whether standard output is a terminal, which Java 17 cannot find out
   */
  public static Terminal system(boolean interactive, Map<String, String> environment) {
    Charset charset =
        Charset.forName(System.getProperty("native.encoding", StandardCharsets.US_ASCII.name()));
    return new Terminal(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        interactive,
        interactive && environment.getOrDefault("NO_COLOR", "").isEmpty(),
        charset);
  }

  /** Tells whether it shows more than ASCII. */
  public boolean unicode() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** Writes a line. */
  public void line(String line) {
    out.println(line);
  }

  /** Overwrites the last line, if the terminal is interactive. */
  public void redraw(String line) {
    if (interactive) {
      out.print("\r\u001b[K" + line);
      out.flush();
    }
  }

  /** Returns the string in bold, if there are colours. */
  public String bold(String string) {
    return escape("1", string);
  }

  /** Returns the string in green, if there are colours. */
  public String green(String string) {
    return escape("32", string);
  }

  /** Returns the string in red, if there are colours. */
  public String red(String string) {
    return escape("31", string);
  }

  private String escape(String code, String string) {
    return coloured ? "\u001b[" + code + "m" + string + "\u001b[0m" : string;
  }
}
