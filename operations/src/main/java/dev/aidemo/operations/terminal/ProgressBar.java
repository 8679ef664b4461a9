package dev.aidemo.operations.terminal;

/** A bar that fills from left to right. Where nobody looks, each step is a line of its own. */
public final class ProgressBar {
  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final int total;

  public ProgressBar(Terminal terminal, int total) {
    this.terminal = terminal;
    this.total = total;
  }

  /** Shows that {@code done} of the total are done, and a remark. */
  public void show(int done, String remark) {
    String text = render(done, remark);
    if (terminal.interactive()) {
      terminal.redraw(text);
    } else {
      terminal.line(text);
    }
  }

  /** Takes the bar away. */
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
