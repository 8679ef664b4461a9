package dev.aidemo.common.http;

import java.util.Map;

/**
 * Says that a request cannot be answered as asked: an error of HTTP, with what the client can do.
 */
public final class HttpProblem extends RuntimeException {
  private static final Map<Integer, String> STATUS_TEXTS =
      Map.of(
          400, "Bad request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not found",
          409, "Conflict",
          413, "Payload too large",
          415, "Unsupported media type",
          429, "Too many requests",
          500, "Internal server error",
          503, "Service unavailable");

  private static final String RETRY_AFTER = "Retry-After";

  private final int status;
  private final String statusText;
  private final Map<String, String> headers;

  /** Answers a status with a message, which may quote what the client sent. */
  public HttpProblem(int status, String message) {
    this(status, message, Map.of());
  }

  HttpProblem(int status, String message, Map<String, String> headers) {
    this(status, STATUS_TEXTS.getOrDefault(status, ""), message, headers);
  }

  private HttpProblem(int status, String statusText, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
  }

  /**
   * Requires a rule of the request.
   *
   * @throws HttpProblem if it is broken
   */
  public static void require(boolean condition, String message) {
    if (!condition) {
      throw badRequest(message);
    }
  }

  /** Says that the request breaks a rule. */
  public static HttpProblem badRequest(String message) {
    return new HttpProblem(400, message);
  }

  /** Says that what the path names does not exist. */
  public static HttpProblem notFound(String message) {
    return new HttpProblem(404, message);
  }

  /** Says that a service fails, and that the client may try again. */
  public static HttpProblem unavailable(String message) {
    return new HttpProblem(503, message, Map.of(RETRY_AFTER, "1"));
  }

  static HttpProblem tooManyRequests() {
    return new HttpProblem(
        429, "too many requests, try again in a second", Map.of(RETRY_AFTER, "1"));
  }

  /** Says so in the words that clients of the original know. */
  static HttpProblem noResource() {
    return new HttpProblem(404, "", "Resource not found", Map.of());
  }

  /** Says so in the words that clients of the original know. */
  static HttpProblem noMethod(String allowed) {
    return new HttpProblem(405, "", "Method not allowed", Map.of("Allow", allowed));
  }

  Answer answer() {
    Answer answer =
        Answer.json(
            status,
            object -> {
              object.string("status_text", statusText);
              object.string("message", getMessage());
            });
    headers.forEach(answer::with);
    return answer;
  }
}
