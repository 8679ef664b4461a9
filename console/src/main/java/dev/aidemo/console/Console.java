package dev.aidemo.console;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;

/** Serves the web page of the system and the calls that it makes. */
public final class Console implements HttpFunction {
  @Override
  public void service(HttpRequest request, HttpResponse response) {
    response.setStatusCode(request.getPath().equals("/health") ? 200 : 404);
  }
}
