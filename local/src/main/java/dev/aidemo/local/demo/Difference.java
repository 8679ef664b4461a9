package dev.aidemo.local.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was found against what was expected.
 *
 * @param found how many there are
 * @param lost how many were expected and are not there
 * @param surplus how many are there and should not, because they are there twice or not expected
 */
record Tally(int found, int lost, int surplus) {
  static <T> Tally of(Set<T> expected, List<T> found) {
    Set<T> right = new HashSet<>(found);
    right.retainAll(expected);
    return new Tally(found.size(), expected.size() - right.size(), found.size() - right.size());
  }
}
