package dev.aidemo.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Plans when clients, operators and the platform do something: within three seconds on each of a
 * few days, so that functions overlap, and yet weeks pass in between. The first day is today: what
 * functions make of the computer's clock is then never later than the message that tells of it.
 */
final class Schedule {
  /** How many days a run takes at most. */
  private static final int MAX_DAYS = 28;

  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final int MILLISECONDS_A_DAY = 3_000;
  private static final int MORE_DAYS = 3;

  private final Random random;
  private final List<Long> days = new ArrayList<>(List.of(0L));
  private final List<Step> steps = new ArrayList<>();

  /** Holds what somebody does at a time. */
  private record Step(long time, Runnable action) {}

  Schedule(Random random) {
    this.random = random;
    for (int i = random.nextInt(MORE_DAYS + 1); i > 0; i--) {
      days.add(random.nextInt(MAX_DAYS) * DAY);
    }
    days.sort(Comparator.naturalOrder());
  }

  /** Returns a time on any day, in the simulation's milliseconds. */
  long time() {
    return days.get(random.nextInt(days.size())) + random.nextInt(MILLISECONDS_A_DAY);
  }

  /** Returns a time on the same day, which may be earlier, or on a later day. */
  long timeSince(long time) {
    List<Long> rest = days.stream().filter(day -> day >= time / DAY * DAY).toList();
    return rest.get(random.nextInt(rest.size())) + random.nextInt(MILLISECONDS_A_DAY);
  }

  /** Plans a step. */
  void at(long time, Runnable action) {
    steps.add(new Step(time, action));
    steps.sort(Comparator.comparingLong(Step::time));
  }

  /** Returns when the next step is due. */
  long nextDue() {
    return steps.isEmpty() ? Long.MAX_VALUE : steps.get(0).time();
  }

  /** Takes the next step. */
  void step() {
    steps.remove(0).action().run();
  }
}
