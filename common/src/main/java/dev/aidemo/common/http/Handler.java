package dev.aidemo.common.http;

import java.io.IOException;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers a request.
   *
   * @throws HttpProblem if the answer is an error that the client can do something about
   * @throws dev.aidemo.common.failure.PoisonMessageException if the body breaks a rule, which is
   *     answered with 400
   * @throws RuntimeException if it is a {@link dev.aidemo.common.failure.ServiceFailure}, which is
   *     answered with 503, or any other, with 500
   */
  Answer answer(ApiRequest request) throws IOException;
}
