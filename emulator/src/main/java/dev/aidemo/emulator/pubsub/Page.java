package dev.aidemo.emulator.pubsub;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list that is sorted by name.
 *
 * @param nextToken the name of its last item, or empty if nothing follows
 */
record Page<T>(List<T> items, String nextToken) {
  private static final int DEFAULT_SIZE = 1000;

  static <T> Page<T> of(List<T> sorted, Function<T, String> name, int size, String token) {
    if (size < 0) {
      throw Errors.invalidArgument(
          "Invalid page_size given: " + size + ". It must not be negative.");
    }
    int maximum = size == 0 ? DEFAULT_SIZE : Math.min(size, DEFAULT_SIZE);
    List<T> rest = sorted.stream().filter(item -> name.apply(item).compareTo(token) > 0).toList();
    if (rest.size() <= maximum) {
      return new Page<>(rest, "");
    }
    List<T> items = rest.subList(0, maximum);
    return new Page<>(items, name.apply(items.get(maximum - 1)));
  }
}
