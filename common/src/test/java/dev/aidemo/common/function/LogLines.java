package dev.aidemo.common.function;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Records what a class logs, until it is closed. */
public final class LogLines extends Handler {
  private final Logger logger;
  private final List<String> lines = new ArrayList<>();

  public LogLines(Class<?> source) {
    logger = Logger.getLogger(source.getName());
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** Returns each record as "LEVEL message", with what was thrown, if anything was. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    String thrown = line.getThrown() == null ? "" : " " + line.getThrown();
    lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line) + thrown);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
