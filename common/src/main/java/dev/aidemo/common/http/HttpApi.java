package dev.aidemo.common.http;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.FailureMessage;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.failure.ServiceFailure;
import dev.aidemo.common.function.WarmUp;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers HTTP requests. Each request takes the same path: preflight, rate limit, access, route,
 * handler, answer. An error is answered as {@code {"status_text":…,"message":…}}. Each request is
 * one line of the log, which has the route but neither the query nor anything that was sent.
 *
 * <p>A subclass reads as the list of its routes.
 */
public abstract class HttpApi implements HttpFunction {
  private static final String NOTHING_BUT_DATA = "default-src 'none'; frame-ancestors 'none'";

  private final Logger logger = Logger.getLogger(getClass().getName());
  private final Routes routes = new Routes();
  private final WarmUp warmUp = new WarmUp(logger);
  private final Access access;
  private final CrossOrigin crossOrigin;
  private final String contentSecurityPolicy;
  private final RateLimit rateLimit;

  /** Reads the variables that an API of nothing but data needs. */
  protected HttpApi(Environment environment, Access access, CrossOrigin crossOrigin) {
    this(environment, access, crossOrigin, NOTHING_BUT_DATA);
  }

  /** Reads the variables that an API with pages needs; the policy says what these may load. */
  protected HttpApi(
      Environment environment,
      Access access,
      CrossOrigin crossOrigin,
      String contentSecurityPolicy) {
    this.access = access;
    this.crossOrigin = crossOrigin;
    this.contentSecurityPolicy = contentSecurityPolicy;
    this.rateLimit = new RateLimit(environment, System::nanoTime);
    open("/health", request -> Answer.json(object -> object.string("status", "ok")));
    prepareWith(() -> Sender.prepare(HttpProblem.noResource().answer()));
  }

  /** Answers GET of a path. */
  protected final void get(String template, Handler handler) {
    routes.add(new Route("GET", template, handler, false));
  }

  /** Answers GET of a path to everybody, also without a key. */
  protected final void open(String template, Handler handler) {
    routes.add(new Route("GET", template, handler, true));
  }

  /** Answers POST to a path. */
  protected final void post(String template, Handler handler) {
    routes.add(new Route("POST", template, handler, false));
  }

  /** Answers PATCH of a path. */
  protected final void patch(String template, Handler handler) {
    routes.add(new Route("PATCH", template, handler, false));
  }

  /** Answers DELETE of a path. */
  protected final void delete(String template, Handler handler) {
    routes.add(new Route("DELETE", template, handler, false));
  }

  /** Answers {@code /openapi.json} with the description of the two public APIs. */
  protected final void describe() {
    open("/openapi.json", request -> Answer.of(Answer.JSON, OpenApi.document()));
  }

  /** Registers work for {@link #warmUp}. */
  protected final void prepareWith(Runnable preparation) {
    warmUp.prepareWith(preparation);
  }

  /**
   * Starts the registered work while the Framework starts its server, see {@link WarmUp#start}.
   * Only the constructor that the platform calls should call it.
   */
  protected final void warmUp() {
    warmUp.start(getClass().getClassLoader());
  }

  /** Returns method and template of each route: {@code GET /batches/{id}}. */
  public final List<String> routes() {
    return routes.all().stream().map(route -> route.method() + " " + route.template()).toList();
  }

  @Override
  public final void service(HttpRequest given, HttpResponse response) throws IOException {
    long start = System.nanoTime();
    Routes.Match match = routes.find(given.getMethod(), given.getPath());
    var request = new ApiRequest(given, match.parameters());
    Map<String, String> headers = new HashMap<>(crossOrigin.headers(request));
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Content-Security-Policy", contentSecurityPolicy);
    Answer answer = answer(request, match.route());
    int status = Sender.send(request, answer, headers, response);
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    log(Level.INFO, match.route(), status + " in " + milliseconds + " ms");
  }

  private Answer answer(ApiRequest request, Route route) {
    try {
      if (crossOrigin.isPreflight(request)) {
        return Answer.empty(200);
      }
      rateLimit.take();
      if (!route.isOpen()) {
        access.check(request);
      }
      return route.handler().answer(request);
    } catch (HttpProblem e) {
      return e.answer();
    } catch (PoisonMessageException e) {
      return HttpProblem.badRequest(e.reason()).answer();
    } catch (IOException e) {
      log(Level.WARNING, route, FailureMessage.firstLine(e));
      return HttpProblem.badRequest("the body ends too early").answer();
    } catch (RuntimeException e) {
      log(Level.WARNING, route, FailureMessage.firstLine(e));
      return e instanceof ServiceFailure failure
          ? HttpProblem.unavailable(failure.advice()).answer()
          : new HttpProblem(500, "this is an error of ours, see the log of the function").answer();
    }
  }

  private void log(Level level, Route route, String message) {
    logger.log(level, () -> route.method() + " " + route.template() + ": " + message);
  }
}
