package dev.aidemo.common.http;

import dev.aidemo.common.config.Environment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets pages of other origins call an API, without credentials
 * (https://fetch.spec.whatwg.org/#http-cors-protocol). {@code ALLOWED_ORIGINS}, separated by
 * commas, says which origins; without it, any.
 */
public final class CrossOrigin {
  private static final String ANY = "*";
  private static final String ORIGIN_FORM = "https?://[^/\\s,]+";
  private static final Set<String> HEADERS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    HEADERS.addAll(
        List.of(
            "Accept",
            "Authorization",
            "Content-Type",
            "X-CSRF-Token",
            "Origin",
            "Idempotency-Key",
            "If-None-Match"));
  }

  private final List<String> origins;
  private final List<String> methods;

  private CrossOrigin(List<String> origins, List<String> methods) {
    this.origins = origins;
    this.methods = methods;
  }

  /** Lets pages call these methods. */
  public static CrossOrigin of(Environment environment, String... methods) {
    String given = environment.optionalString("ALLOWED_ORIGINS").orElse(ANY);
    List<String> origins = Arrays.stream(given.split(",")).map(String::strip).toList();
    for (String origin : origins) {
      if (!origin.equals(ANY) && !origin.matches(ORIGIN_FORM)) {
        environment.reject(
            "ALLOWED_ORIGINS must be * or origins like https://example.org, separated by commas");
      }
    }
    return new CrossOrigin(origins, List.of(methods));
  }

  /** Lets no page of another origin call anything. */
  public static CrossOrigin none() {
    return new CrossOrigin(List.of(), List.of());
  }

  /** A browser asks with such a request whether it may make another one. */
  boolean isPreflight(ApiRequest request) {
    return !methods.isEmpty()
        && request.method().equals("OPTIONS")
        && request.header("Access-Control-Request-Method").isPresent();
  }

  /** Returns the headers of the answer to a request of a page. */
  Map<String, String> headers(ApiRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (methods.isEmpty()) {
      return headers;
    }
    boolean isPreflight = isPreflight(request);
    headers.put(
        "Vary",
        isPreflight
            ? "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
            : "Origin");
    Optional<String> origin = request.header("Origin").filter(this::isAllowed);
    if (origin.isEmpty()) {
      return headers;
    }
    String allowed = origins.contains(ANY) ? ANY : origin.get();
    if (!isPreflight) {
      headers.put("Access-Control-Allow-Origin", allowed);
      headers.put("Access-Control-Expose-Headers", "ETag, Retry-After");
      return headers;
    }
    String method = request.header("Access-Control-Request-Method").orElse("");
    List<String> asked = names(request.header("Access-Control-Request-Headers").orElse(""));
    if (methods.contains(method) && HEADERS.containsAll(asked)) {
      headers.put("Access-Control-Allow-Origin", allowed);
      headers.put("Access-Control-Allow-Methods", method);
      if (!asked.isEmpty()) {
        headers.put("Access-Control-Allow-Headers", String.join(", ", asked));
      }
      headers.put("Access-Control-Max-Age", "300");
    }
    return headers;
  }

  private boolean isAllowed(String origin) {
    return origins.contains(ANY) || origins.contains(origin);
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
