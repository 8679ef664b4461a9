package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists who wants the messages of one subscription. */
final class Receivers {
  @GuardedBy("this")
  private final List<Receiver> all = new ArrayList<>();

  @GuardedBy("this")
  private int turn;

  @GuardedBy("this")
  private boolean closed;

  /** Adds the receiver and wakes it, or ends it if there will be no more messages. */
  void add(Receiver receiver) {
    if (register(receiver)) {
      receiver.wake();
    } else {
      receiver.end();
    }
  }

  synchronized void remove(Receiver receiver) {
    all.remove(receiver);
  }

  /** Wakes all. The first one usually gets the message, so each time another one is first. */
  void wake() {
    nextTurn().forEach(Receiver::wake);
  }

  /** Ends all, and each that is added later. */
  void close() {
    endAll().forEach(Receiver::end);
  }

  private synchronized boolean register(Receiver receiver) {
    return !closed && all.add(receiver);
  }

  private synchronized List<Receiver> nextTurn() {
    List<Receiver> inTurn = new ArrayList<>(all);
    Collections.rotate(inTurn, turn++);
    return inTurn;
  }

  private synchronized List<Receiver> endAll() {
    closed = true;
    List<Receiver> ended = List.copyOf(all);
    all.clear();
    return ended;
  }
}
