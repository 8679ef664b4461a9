package dev.aidemo.emulator.monitoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.aidemo.emulator.pubsub.PubSub;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves one call of Cloud Monitoring, {@code GET /v3/projects/PROJECT/timeSeries}, for the metrics
 * of {@link BacklogMetric}. Each time series has one point, of now: what was is not kept.
 *
 * @see <a
 *     href="https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list">Method
 *     projects.timeSeries.list</a>
 */
public final class CloudMonitoring {
  /** What the service answers. */
  public static final String PATH_PREFIX = "/v3/projects";

  private static final Pattern TIME_SERIES = Pattern.compile(PATH_PREFIX + "/([^/]+)/timeSeries");
  private static final Pattern FILTER =
      Pattern.compile("\\s*metric\\.type\\s*=\\s*\"([^\"]*)\"\\s*");
  private static final Pattern KNOWN_PARAMETER =
      Pattern.compile("filter|interval\\.(start|end)Time|view|alt|prettyPrint");

  private final PubSub pubSub;
  private final Function<Status, HttpResponse> errors;

  /**
   * Creates the service.
   *
   * @param pubSub whose subscriptions are measured
   * @param errors writes an error as Google does
   */
  public CloudMonitoring(PubSub pubSub, Function<Status, HttpResponse> errors) {
    this.pubSub = pubSub;
    this.errors = errors;
  }

  /** Returns the service to add to an HTTP server under {@link #PATH_PREFIX}. */
  public HttpService service() {
    return this::answer;
  }

  private HttpResponse answer(ServiceRequestContext context, HttpRequest request) {
    Matcher path = TIME_SERIES.matcher(context.path());
    if (request.method() != HttpMethod.GET || !path.matches()) {
      return unimplemented("method " + request.method() + " " + context.path());
    }
    QueryParams query = context.queryParams();
    Optional<String> unknown =
        query.names().stream().filter(name -> !KNOWN_PARAMETER.matcher(name).matches()).findFirst();
    if (unknown.isPresent() || !query.get("view", "FULL").equals("FULL")) {
      return unimplemented("parameter " + unknown.orElse("view=" + query.get("view")));
    }
    if (query.get("interval.endTime") == null) {
      return invalid("Field interval.endTime had an invalid value: it must be set.");
    }
    return filtered(path.group(1), query.get("filter", ""));
  }

  private HttpResponse filtered(String project, String filter) {
    Matcher type = FILTER.matcher(filter);
    if (!type.matches()) {
      return invalid("Field filter must be metric.type=\"TYPE\" in this emulator.");
    }
    return BacklogMetric.named(type.group(1))
        .map(metric -> timeSeries(project, metric))
        .orElseGet(() -> unimplemented("metric " + type.group(1)));
  }

  private HttpResponse timeSeries(String project, BacklogMetric metric) {
    var series = new JsonArray();
    pubSub.backlogs(project).forEach(backlog -> series.add(metric.timeSeries(project, backlog)));
    var body = new JsonObject();
    if (!series.isEmpty()) {
      body.add("timeSeries", series);
    }
    return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, body.toString());
  }

  private HttpResponse invalid(String message) {
    return errors.apply(Status.INVALID_ARGUMENT.withDescription(message));
  }

  private HttpResponse unimplemented(String what) {
    return errors.apply(
        Status.UNIMPLEMENTED.withDescription("The emulator's monitoring has no " + what + "."));
  }
}
