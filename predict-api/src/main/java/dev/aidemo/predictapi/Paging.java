package dev.aidemo.predictapi;

import dev.aidemo.common.cache.ListTime;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.http.HttpProblem;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads which part of a list is asked for: at most {@code limit} entries that were created {@code
 * before} a time, which is the {@code created} of the last entry of the page before.
 */
public final class Paging {
  private static final int MAX_PAGE = 100;

  private Paging() {}

  static int limit(ApiRequest request, int fallback) {
    return request.query("limit", fallback, 1, MAX_PAGE);
  }

  /**
   * Returns the time that the entries asked for were created before, if there is one.
   *
   * @throws HttpProblem if it is no time
   */
  public static Optional<Instant> before(ApiRequest request) {
    return request.query("before").map(Paging::time);
  }

  private static Instant time(String time) {
    return ListTime.parse(time)
        .orElseThrow(
            () ->
                HttpProblem.badRequest(
                    "before must be the created of an entry, got \""
                        + ApiRequest.shorten(time)
                        + "\""));
  }
}
