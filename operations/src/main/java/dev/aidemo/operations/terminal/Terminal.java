package dev.aidemo.operations.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where text is written, and what it can show.
 *
 * @param interactive whether a person looks at it, so that a line can be drawn again
 * @param coloured whether it shows colours
 * @param charset what its two streams are written in
 */
public record Terminal(
    PrintStream out, PrintStream error, boolean interactive, boolean coloured, Charset charset) {
  /**
   * That of this process.
   *
   * @param interactive whether the standard output is a terminal, which Java cannot tell by itself
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

  /** Whether it shows more than ASCII. */
  public boolean unicode() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** Writes a line. */
  public void line(String text) {
    out.println(text);
  }

  /** Draws a line over the one that was drawn before, where somebody looks. */
  public void redraw(String text) {
    if (interactive) {
      out.print("\r\u001b[K" + text);
      out.flush();
    }
  }

  /** The text in bold, where there are colours. */
  public String bold(String text) {
    return escape("1", text);
  }

  /** The text in green, where there are colours. */
  public String green(String text) {
    return escape("32", text);
  }

  /** The text in red, where there are colours. */
  public String red(String text) {
    return escape("31", text);
  }

  private String escape(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
