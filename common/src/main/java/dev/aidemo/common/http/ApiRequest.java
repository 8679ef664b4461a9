package dev.aidemo.common.http;

import com.google.cloud.functions.HttpRequest;
import dev.aidemo.common.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Describes one request: its path's parameters, its query, its headers and its bounded body. */
public final class ApiRequest {
  /** The media type of JSON. */
  public static final String JSON = "application/json";

  private final HttpRequest request;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> parameters;

  ApiRequest(HttpRequest request, Map<String, String> parameters) {
    this.request = request;
    this.headers.putAll(request.getHeaders());
    this.parameters = parameters;
  }

  String method() {
    return request.getMethod();
  }

  /** Returns a header; several of one name are joined by commas. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> String.join(", ", values));
  }

  /** Returns a parameter of the path, decoded. */
  public String parameter(String name) {
    String value = Objects.requireNonNull(parameters.get(name), name);
    // A plus sign in a path is a plus sign.
    return decode(value.replace("+", "%2B"), "the path");
  }

  /**
   * Returns a parameter of the query, its last value if there are several.
   *
   * @throws HttpProblem if it is not encoded as it must be
   */
  public Optional<String> query(String name) {
    Optional<String> found = Optional.empty();
    for (String pair : request.getQuery().orElse("").split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (decode(key, "the query").equals(name)) {
        found = Optional.of(equals < 0 ? "" : decode(pair.substring(equals + 1), name));
      }
    }
    return found;
  }

  /**
   * Returns a whole number of the query.
   *
   * @throws HttpProblem if it is not a number from {@code min} to {@code max}
   */
  public int query(String name, int fallback, int min, int max) {
    Optional<String> value = query(name);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, like a number out of range.
    }
    throw HttpProblem.badRequest(
        "%s must be a whole number from %d to %d, got \"%s\""
            .formatted(name, min, max, shorten(value.get())));
  }

  /** Returns the media type of the body, without its parameters, in lower case. */
  public String mediaType() {
    return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the body, which must be one JSON object.
   *
   * @throws HttpProblem if it is of another type, or too large
   * @throws dev.aidemo.common.failure.PoisonMessageException if it is not JSON or breaks a rule
   */
  public <T> T json(Function<JsonReader, T> decode) throws IOException {
    requireMediaType(JSON);
    try (InputStream body = body()) {
      return JsonReader.read(body, decode);
    }
  }

  /**
   * Requires a media type of the body.
   *
   * @throws HttpProblem if it is another one
   */
  public void requireMediaType(String... accepted) {
    if (!List.of(accepted).contains(mediaType())) {
      throw new HttpProblem(415, "Content-Type must be " + String.join(" or ", accepted));
    }
  }

  /**
   * Returns the body as it is received. Reading more than a message can hold is answered with 413.
   *
   * @throws HttpProblem if it is known to be too large, or compressed
   */
  public InputStream body() throws IOException {
    if (!header("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
      throw new HttpProblem(415, "Content-Encoding must be absent, send the body uncompressed");
    }
    if (request.getContentLength() > BoundedBody.MAX_BYTES) {
      throw BoundedBody.tooLarge();
    }
    return new BoundedBody(request.getInputStream());
  }

  /** Cuts what is quoted to a client. */
  public static String shorten(String value) {
    return value.length() <= 80 ? value : value.substring(0, 80) + "…";
  }

  private static String decode(String encoded, String where) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest(where + " must be percent-encoded");
    }
  }
}
