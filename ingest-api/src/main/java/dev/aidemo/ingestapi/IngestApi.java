package dev.aidemo.ingestapi;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;

/** Accepts notes over HTTP and publishes them to be predicted: {@code HTTP -> request}. */
public final class IngestApi implements HttpFunction {
  @Override
  public void service(HttpRequest request, HttpResponse response) {
    response.setStatusCode(request.getPath().equals("/health") ? 200 : 404);
  }
}
