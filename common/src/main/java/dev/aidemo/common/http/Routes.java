package dev.aidemo.common.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request. A slash at the end of a path makes no difference. */
final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /** A route and the parameters that it found in the path. */
  record Match(Route route, Map<String, String> parameters) {}

  void add(Route route) {
    routes.add(route);
  }

  List<Route> all() {
    return List.copyOf(routes);
  }

  /** Returns the route of a request, or one that answers 404 or 405. */
  Match find(String method, String path) {
    List<String> segments = segments(path);
    var methods = new TreeSet<String>();
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(segments);
      if (parameters.isPresent() && route.method().equals(method)) {
        return new Match(route, parameters.get());
      }
      parameters.ifPresent(unused -> methods.add(route.method()));
    }
    return new Match(
        methods.isEmpty()
            ? problem("unknown path", HttpProblem.noResource())
            : problem("another method", HttpProblem.noMethod(String.join(", ", methods))),
        Map.of());
  }

  private static Route problem(String template, HttpProblem problem) {
    Handler handler =
        request -> {
          throw problem;
        };
    return new Route("", template, handler, false);
  }

  static List<String> segments(String path) {
    // Limit -1 keeps empty segments, so that "//" is not "/".
    List<String> segments = Arrays.asList(path.split("/", -1));
    int end = segments.size();
    return segments.subList(
        path.startsWith("/") ? 1 : 0, path.endsWith("/") && end > 1 ? end - 1 : end);
  }
}
