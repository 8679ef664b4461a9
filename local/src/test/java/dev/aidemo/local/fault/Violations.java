package dev.aidemo.local.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what is not as it must be. */
final class Violations {
  private final List<Violation> all = new ArrayList<>();

  /** Says in which way something is wrong. */
  enum Kind {
    LOST,
    DUPLICATED,
    WRONG
  }

  /** Describes something that is not as it must be. */
  record Violation(Kind kind, String what) {}

  List<Violation> all() {
    return List.copyOf(all);
  }

  void add(Kind kind, String what, Object... arguments) {
    all.add(new Violation(kind, what.formatted(arguments)));
  }

  /** Adds each element that was found and not expected. */
  <T> void addSurplus(String what, Set<T> found, Set<T> expected) {
    for (T element : found) {
      if (!expected.contains(element)) {
        add(Kind.DUPLICATED, "%s %s, which nobody asked for", what, element);
      }
    }
  }
}
