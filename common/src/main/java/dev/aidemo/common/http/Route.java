package dev.aidemo.common.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connects a method and a path to the handler that answers it.
 *
 * @param template a path whose segments in braces match anything: {@code /batches/{id}}
 * @param isOpen whether it is answered without a key
 */
record Route(String method, String template, Handler handler, boolean isOpen) {
  /** Returns the path's parameters by name, or nothing if it is not a path of this route. */
  Optional<Map<String, String>> match(List<String> segments) {
    List<String> ours = Routes.segments(template);
    if (ours.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < ours.size(); i++) {
      String segment = ours.get(i);
      if (segment.startsWith("{") && !segments.get(i).isEmpty()) {
        parameters.put(segment.substring(1, segment.length() - 1), segments.get(i));
      } else if (!segment.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
