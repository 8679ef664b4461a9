package dev.aidemo.operations.terminal;

/** Draws a progress bar. If the terminal is not interactive, each step is a line of its own. */
public final class ProgressBar {
  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final int total;

  public ProgressBar(Terminal terminal, int total) {
    this.terminal = terminal;
    this.total = total;
  }

  /** Shows how many of the total are done, and a remark. */
  public void show(int done, String remark) {
    String bar = render(done, remark);
    if (terminal.interactive()) {
      terminal.redraw(bar);
    } else {
      terminal.line(bar);
    }
  }

  /** Removes the bar. */
  public void end() {
    terminal.redraw("");
  }

  String render(int done, String remark) {
    int filled = total == 0 ? WIDTH : (int) ((long) WIDTH * Math.min(done, total) / total);
    String full = terminal.unicode() ? "█" : "#";
    String empty = terminal.unicode() ? "░" : ".";
    return "[%s%s] %,d of %,d  %s"
        .formatted(
            terminal.green(full.repeat(filled)), empty.repeat(WIDTH - filled), done, total, remark)
        .stripTrailing();
  }
}
