package dev.aidemo.common.google;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import dev.aidemo.common.failure.FailureMessage;
import dev.aidemo.common.failure.ServiceFailure;
import java.io.IOException;
import java.util.Set;

/** Says that a call to one of Google's services failed, or was not answered in time. */
public final class GoogleException extends RuntimeException implements ServiceFailure {
  /** The HTTP status for something that does not exist. */
  public static final int NOT_FOUND = 404;

  static final int NO_ANSWER = 0;

  /** For these, the answer says what is missing: a login, a permission, a topic. */
  private static final Set<Integer> ABOUT_ACCESS = Set.of(401, 403, NOT_FOUND);

  private final String service;
  private final int status;

  GoogleException(String service, IOException cause) {
    // Without the whole answer, because other errors may quote the payload.
    super(service + " " + problem(cause), cause instanceof HttpResponseException ? null : cause);
    this.service = service;
    this.status = status(cause);
  }

  /** Returns the HTTP status, 0 if there was no answer. */
  public int status() {
    return status;
  }

  @Override
  public String advice() {
    return service
        + (status == NO_ANSWER ? " does not answer" : " answers " + status)
        + "; try again, and look at PROJECT_ID";
  }

  static int status(IOException failure) {
    return failure instanceof HttpResponseException answer ? answer.getStatusCode() : NO_ANSWER;
  }

  private static String problem(IOException failure) {
    return failure instanceof HttpResponseException answer
        ? "answers " + answer.getStatusCode() + reason(answer)
        : "gives no usable answer: " + failure;
  }

  private static String reason(HttpResponseException answer) {
    return ABOUT_ACCESS.contains(answer.getStatusCode())
            && answer instanceof GoogleJsonResponseException error
            && error.getDetails() != null
            && error.getDetails().getMessage() != null
        ? ": " + FailureMessage.firstLine(error.getDetails().getMessage())
        : "";
  }
}
