package dev.aidemo.emulator.storage;

import com.google.gson.JsonObject;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.QueryParamsBuilder;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request of the JSON API, taken apart.
 *
 * @param address the server as the client knows it, with the scheme
 * @param path the decoded segments after {@code storage/v1}, for example {@code b, BUCKET, o}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
record Call(
    HttpMethod method,
    String address,
    boolean upload,
    List<String> path,
    QueryParams query,
    AggregatedHttpRequest request,
    byte[] body) {
  private static final String VERSION = "/storage/v1/";

  static Call of(AggregatedHttpRequest request) {
    String target = request.path();
    int queryStart = target.indexOf('?');
    String rawPath = queryStart < 0 ? target : target.substring(0, queryStart);
    String rawQuery = queryStart < 0 ? "" : target.substring(queryStart + 1);
    QueryParams query = QueryParams.fromQueryString(rawQuery);
    String resource = rawPath.replaceFirst("^/(upload|download)(?=" + VERSION + ")", "");
    boolean plain = !resource.startsWith(VERSION);
    return new Call(
        method(request),
        "http://" + request.authority(),
        rawPath.startsWith("/upload" + VERSION),
        plain
            ? downloadPath(rawPath)
            : decoded(resource.substring(VERSION.length()).split("/", -1)),
        plain ? downloadQuery(query, request.headers()) : query,
        request,
        body(request));
  }

  /** Returns what the JSON API has for {@code /BUCKET/OBJECT} of the XML API. */
  private static List<String> downloadPath(String rawPath) {
    List<String> names = decoded(rawPath.substring(1).split("/", 2));
    return List.of("b", names.get(0), "o", names.get(1));
  }

  private static QueryParams downloadQuery(QueryParams query, RequestHeaders headers) {
    QueryParamsBuilder download = query.toBuilder().add("alt", "media");
    for (String condition : List.of("GenerationMatch", "MetagenerationMatch")) {
      String header = condition.replace("Match", "-match").toLowerCase(Locale.ROOT);
      String value = headers.get("x-goog-if-" + header);
      if (value != null) {
        download.add("if" + condition, value);
      }
    }
    return download.build();
  }

  /** Google's Java client sends a PATCH as a POST because HttpURLConnection has no PATCH. */
  private static HttpMethod method(AggregatedHttpRequest request) {
    String override = request.headers().get("x-http-method-override");
    return "PATCH".equals(override) ? HttpMethod.PATCH : request.method();
  }

  @Nullable String header(String name) {
    return request.headers().get(name);
  }

  @Nullable String contentType() {
    return header(HttpHeaderNames.CONTENT_TYPE.toString());
  }

  JsonObject json() {
    return ObjectMetadata.object(bodyString());
  }

  String bodyString() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static List<String> decoded(String[] segments) {
    return Arrays.stream(segments).map(Call::decoded).toList();
  }

  /** Decodes a part of a path, where a plus sign is no space. */
  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw StorageException.invalid("The path is not URL-encoded: " + e.getMessage());
    }
  }

  /** Returns the body, which Google's Java client compresses. */
  private static byte[] body(AggregatedHttpRequest request) {
    byte[] body = request.content().array();
    if (!"gzip".equals(request.headers().get(HttpHeaderNames.CONTENT_ENCODING))) {
      return body;
    }
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return plain.readAllBytes();
    } catch (IOException e) {
      throw StorageException.invalid("The body is not gzip: " + e.getMessage());
    }
  }
}
