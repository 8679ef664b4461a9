package dev.aidemo.predictapi;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;

/** Answers what was predicted and trained, and publishes ratings: {@code HTTP -> feedback}. */
public final class PredictApi implements HttpFunction {
  @Override
  public void service(HttpRequest request, HttpResponse response) {
    response.setStatusCode(request.getPath().equals("/health") ? 200 : 404);
  }
}
