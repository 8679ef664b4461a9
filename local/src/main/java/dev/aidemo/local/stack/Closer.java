package dev.aidemo.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Closes resources in the reverse order, also while others are still being opened: what is added
 * after closing began is closed at once.
 */
final class Closer implements AutoCloseable {
  private static final Logger logger = Logger.getLogger(Closer.class.getName());

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private boolean closed;

  /**
   * Adds a resource, to be closed before those added earlier.
   *
   * @throws StackException if closing has begun; then the resource is closed
   */
  <T extends AutoCloseable> T add(T resource) {
    synchronized (this) {
      if (!closed) {
        opened.push(resource);
        return resource;
      }
    }
    close(resource);
    throw new StackException("the stack is being stopped");
  }

  /** Closes all resources, the last one first, even if some cannot be closed. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    for (AutoCloseable next = next(); next != null; next = next()) {
      close(next);
    }
  }

  private synchronized @Nullable AutoCloseable next() {
    return opened.poll();
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      logger.log(Level.WARNING, "Cannot close " + resource, e);
    }
  }
}
