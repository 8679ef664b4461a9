package dev.aidemo.common.http;

import com.google.cloud.functions.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Sends an answer: with an entity tag if it is what a GET asked for, without a body if the client
 * has that one already, and compressed if the client asks for it.
 */
final class Sender {
  private static final Pattern COMPRESSIBLE =
      Pattern.compile("text/.*|application/(json|javascript).*|image/svg\\+xml.*");
  private static final Pattern ACCEPTS_GZIP =
      Pattern.compile("(?i)(^|.*[,\\s])gzip\\s*(;\\s*q=(1|0\\.\\d*[1-9]).*|,.*|$)");
  private static final String CACHE_CONTROL = "Cache-Control";

  private Sender() {}

  /** Does once what sending needs, so that the first answer finds it loaded. */
  static void prepare(Answer answer) {
    var unused = tag(answer.body()) + (isCompressible(answer) && acceptsGzip("gzip"));
  }

  /** Sends the answer with these headers, and returns the status that was sent. */
  static int send(
      ApiRequest request, Answer answer, Map<String, String> common, HttpResponse response)
      throws IOException {
    Map<String, String> headers = new TreeMap<>(common);
    headers.putAll(answer.headers());
    headers.putIfAbsent(CACHE_CONTROL, "no-store");
    int status = answer.status();
    byte[] body = answer.body();
    if (request.method().equals("GET") && status == 200) {
      String tag = tag(body);
      headers.put("ETag", tag);
      if (headers.get(CACHE_CONTROL).equals("no-store")) {
        // A browser may keep it, and must ask each time whether it is still the same.
        headers.put(CACHE_CONTROL, "no-cache");
      }
      if (has(request, tag)) {
        status = 304;
        body = new byte[0];
      }
    }
    if (isCompressible(answer)) {
      headers.merge("Vary", "Accept-Encoding", (others, ours) -> others + ", " + ours);
      if (body.length > 0 && acceptsGzip(request.header("Accept-Encoding").orElse(""))) {
        headers.put("Content-Encoding", "gzip");
        body = compressed(body);
      }
    }
    response.setStatusCode(status);
    headers.forEach(response::appendHeader);
    if (body.length > 0) {
      response.setContentType(answer.contentType());
    }
    try (OutputStream out = response.getOutputStream()) {
      out.write(body);
    }
    return status;
  }

  private static boolean isCompressible(Answer answer) {
    return COMPRESSIBLE.matcher(answer.contentType()).matches();
  }

  private static boolean acceptsGzip(String encodings) {
    return ACCEPTS_GZIP.matcher(encodings).matches();
  }

  /** A weak tag, because a compressed body is another sequence of bytes. */
  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return "W/\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean has(ApiRequest request, String tag) {
    String weak = tag.substring(2);
    return request.header("If-None-Match").stream()
        .flatMap(tags -> Arrays.stream(tags.split(",")))
        .map(String::strip)
        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals(weak));
  }

  private static byte[] compressed(byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream(body.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
