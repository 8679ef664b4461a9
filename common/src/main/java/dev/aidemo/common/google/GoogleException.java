package dev.aidemo.common.google;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.util.Set;

/** A call to Google that failed, or was not answered in time. */
public final class GoogleException extends RuntimeException {
  /** The status of what does not exist. */
  public static final int NOT_FOUND = 404;

  static final int NO_ANSWER = 0;

  /** Of these a service says what is missing: a login, a permission, a topic. */
  private static final Set<Integer> ABOUT_ACCESS = Set.of(401, 403, NOT_FOUND);

  private final int status;

  GoogleException(String service, IOException cause) {
    // Without the whole answer: of other refusals it may repeat the payload.
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
        ? "answers " + answer.getStatusCode() + reason(answer)
        : "has no answer that can be used: " + failure;
  }

  private static String reason(HttpResponseException answer) {
    return ABOUT_ACCESS.contains(answer.getStatusCode())
            && answer instanceof GoogleJsonResponseException refusal
            && refusal.getDetails() != null
            && refusal.getDetails().getMessage() != null
        ? ": " + refusal.getDetails().getMessage().lines().findFirst().orElse("")
        : "";
  }
}
