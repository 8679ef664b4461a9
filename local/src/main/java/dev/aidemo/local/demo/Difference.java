package dev.aidemo.local.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts how what was found differs from what was expected.
 *
 * @param found all elements that were found
 * @param missing expected elements that were not found
 * @param surplus elements that were found more than once, or were not expected
 */
record Difference(int found, int missing, int surplus) {
  static <T> Difference between(Set<T> expected, List<T> found) {
    Set<T> matching = new HashSet<>(found);
    matching.retainAll(expected);
    return new Difference(
        found.size(), expected.size() - matching.size(), found.size() - matching.size());
  }
}
