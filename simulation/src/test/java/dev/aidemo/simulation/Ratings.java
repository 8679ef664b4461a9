package dev.aidemo.simulation;

import dev.aidemo.common.message.Feedback;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tells which rating of each row of a batch counts. */
final class Ratings {
  private final List<String> subjects;
  private final Map<Integer, Rating> counting = new HashMap<>();

  /** Orders ratings: the last one counts; of two at the same time, the one that says right. */
  record Rating(Instant time, boolean right) implements Comparable<Rating> {
    private static final Comparator<Rating> ORDER =
        Comparator.comparing(Rating::time).thenComparing(Rating::right);

    @Override
    public int compareTo(Rating other) {
      return ORDER.compare(this, other);
    }
  }

  Ratings(List<String> subjects) {
    this.subjects = subjects;
  }

  /** The n-th mention of a subject rates its n-th row, and the last one all rows that remain. */
  void add(Feedback feedback, Instant time) {
    Map<String, Integer> seen = new HashMap<>();
    for (int position = 0; position < subjects.size(); position++) {
      String subject = subjects.get(position);
      int number = seen.merge(subject, 1, Integer::sum);
      List<Boolean> mentions = mentions(feedback, subject);
      if (!mentions.isEmpty()) {
        var rating = new Rating(time, mentions.get(Math.min(number, mentions.size()) - 1));
        counting.merge(position, rating, (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
  }

  /** Returns the rating that counts, by position. */
  Map<Integer, Rating> counting() {
    return counting;
  }

  private static List<Boolean> mentions(Feedback feedback, String subject) {
    return IntStream.range(0, feedback.subjects().size())
        .filter(i -> feedback.subjects().get(i).equals(subject))
        .mapToObj(feedback.ratings()::get)
        .toList();
  }
}
