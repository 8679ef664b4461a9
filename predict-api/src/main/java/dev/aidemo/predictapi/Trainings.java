package dev.aidemo.predictapi;

import dev.aidemo.common.cache.RecentTrainings;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.cache.TrainingEntry;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import java.util.List;

/** Answers what was trained lately. */
public final class Trainings {
  private static final int PAGE = 25;

  private final RecentTrainings recent;

  /** Reads the list that Redis has. */
  public Trainings(Redis redis) {
    this.recent = new RecentTrainings(redis);
  }

  /** Answers {@code GET /jobs}. */
  public Answer list(ApiRequest request) {
    List<TrainingEntry> page = recent.page(Paging.limit(request, PAGE), Paging.before(request));
    return Answer.json(
        object -> object.array("jobs", page, (array, entry) -> array.object(entry::write)));
  }
}
