package dev.aidemo.emulator.pubsub;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list that is sorted by name.
 *
 * @param nextToken the name of the last item, or empty if no page follows
 */
record Page<T>(List<T> items, String nextToken) {
  private static final int MAX_SIZE = 1000;

  static <T> Page<T> of(List<T> sorted, Function<T, String> name, int size, String token) {
    if (size < 0) {
      throw Errors.invalidArgument(
          "Invalid page_size given: " + size + ". It must not be negative.");
    }
    int max = size == 0 ? MAX_SIZE : Math.min(size, MAX_SIZE);
    List<T> rest = sorted.stream().filter(item -> name.apply(item).compareTo(token) > 0).toList();
    if (rest.size() <= max) {
      return new Page<>(rest, "");
    }
    List<T> items = rest.subList(0, max);
    return new Page<>(items, name.apply(items.get(max - 1)));
  }
}
