package dev.aidemo.common.http;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calls an HTTP function as the Functions Framework does, without a server. */
public final class Call implements HttpRequest {
  private final String method;
  private final String path;
  private final Optional<String> query;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private byte[] body = new byte[0];
  private boolean isChunked;

  private Call(String method, String uri) {
    int mark = uri.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? uri : uri.substring(0, mark);
    this.query = mark < 0 ? Optional.empty() : Optional.of(uri.substring(mark + 1));
  }

  /** Asks for a path, which may have a query. */
  public static Call get(String uri) {
    return new Call("GET", uri);
  }

  /** Calls with another method. */
  public static Call of(String method, String uri) {
    return new Call(method, uri);
  }

  /** Posts JSON. */
  public static Call post(String uri, String json) {
    return of("POST", uri).body("application/json", json);
  }

  /** Patches with JSON. */
  public static Call patch(String uri, String json) {
    return of("PATCH", uri).body("application/json", json);
  }

  /** Adds a header. */
  public Call header(String name, String value) {
    headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    return this;
  }

  /** Sets the body. */
  public Call body(String contentType, String content) {
    this.body = content.getBytes(StandardCharsets.UTF_8);
    return header("Content-Type", contentType);
  }

  /** Leaves out the length of the body, as a client does that does not know it yet. */
  public Call chunked() {
    this.isChunked = true;
    return this;
  }

  /** Holds an answer. */
  public record Reply(int status, Map<String, String> headers, byte[] bytes) {
    /** Returns the body. */
    public String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns a header, or an empty string. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Makes the call. */
  public Reply to(HttpFunction function) {
    var response = new Response();
    try {
      function.service(this, response);
    } catch (Exception e) {
      throw new AssertionError("an HTTP function must not throw", e);
    }
    Map<String, String> joined = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers.forEach((name, values) -> joined.put(name, String.join(", ", values)));
    return new Reply(response.status, joined, response.body.toByteArray());
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getUri() {
    return path;
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public Optional<String> getQuery() {
    return query;
  }

  @Override
  public Map<String, List<String>> getQueryParameters() {
    throw new AssertionError("the older Framework reads the body for them");
  }

  @Override
  public Map<String, HttpPart> getParts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> getContentType() {
    return getFirstHeader("Content-Type");
  }

  @Override
  public long getContentLength() {
    return isChunked ? -1 : body.length;
  }

  @Override
  public Optional<String> getCharacterEncoding() {
    return Optional.empty();
  }

  @Override
  public InputStream getInputStream() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public BufferedReader getReader() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return headers;
  }

  private static final class Response implements HttpResponse {
    private final Map<String, List<String>> headers = new TreeMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;

    @Override
    public void setStatusCode(int code) {
      status = code;
    }

    @Override
    public void setStatusCode(int code, String message) {
      status = code;
    }

    @Override
    public void setContentType(String contentType) {
      headers.put("Content-Type", List.of(contentType));
    }

    @Override
    public Optional<String> getContentType() {
      return Optional.empty();
    }

    @Override
    public void appendHeader(String header, String value) {
      headers.computeIfAbsent(header, absent -> new ArrayList<>()).add(value);
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return headers;
    }

    @Override
    public OutputStream getOutputStream() {
      return body;
    }

    @Override
    public BufferedWriter getWriter() {
      throw new UnsupportedOperationException();
    }
  }
}
