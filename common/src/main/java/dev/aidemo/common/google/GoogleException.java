package dev.aidemo.common.google;

import com.google.api.client.http.HttpResponseException;
import java.io.IOException;

/** A call to Google that failed, or was not answered in time. */
public final class GoogleException extends RuntimeException {
  /** The status of what does not exist. */
  public static final int NOT_FOUND = 404;

  static final int NO_ANSWER = 0;

  private final int status;

  GoogleException(String service, IOException cause) {
    // Without what the service said: it may repeat the payload.
    super(service + " " + problem(cause), cause instanceof HttpResponseException ? null : cause);
    this.status = status(cause);
  }

  /** The HTTP status, 0 where there was no answer. */
  public int status() {
    return status;
  }

  static int status(IOException failure) {
    return failure instanceof HttpResponseException answer ? answer.getStatusCode() : NO_ANSWER;
  }

  private static String problem(IOException failure) {
    return failure instanceof HttpResponseException answer
        ? "answers " + answer.getStatusCode()
        : "does not answer: " + failure;
  }
}
