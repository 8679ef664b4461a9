package dev.aidemo.console.call;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.http.Handler;
import dev.aidemo.common.http.HttpProblem;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.champion.Champion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Pins a model, so that it serves whatever is promoted, and unpins it. */
public final class PinnedModel {
  private final Environment environment;
  private final Handler served;
  private @Nullable Champion champion;

  /**
   * Connects at the first call.
   *
   * @param served answers which model serves then
   */
  public PinnedModel(Environment environment, Handler served) {
    this.environment = environment;
    this.served = served;
  }

  /** Pins the version in {@code {"version":3}}. */
  public Answer pin(ApiRequest request) throws IOException {
    long version = request.json(PinnedModel::version);
    try {
      champion().pin(version);
    } catch (OperationException e) {
      throw new HttpProblem(409, String.valueOf(e.getMessage()));
    }
    return served.answer(request);
  }

  /** Lets the champion serve again. */
  public Answer unpin(ApiRequest request) throws IOException {
    request.requireMediaType(ApiRequest.JSON);
    champion().unpin();
    return served.answer(request);
  }

  private static long version(JsonReader object) {
    Long version = null;
    while (object.nextField()) {
      if (object.field().equals("version")) {
        version = object.integer(Long.MAX_VALUE);
      } else {
        object.skip();
      }
    }
    if (version == null) {
      throw HttpProblem.badRequest("version is missing");
    }
    return version;
  }

  private synchronized Champion champion() {
    if (champion == null) {
      champion = new Champion(environment);
    }
    return champion;
  }
}
