package dev.aidemo.local.stack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Finds secrets in output: plain, encoded as in a URL, and in base64 at any offset. */
final class Leaks {
  private Leaks() {}

  /** Returns the lines that show a secret, with its name. */
  static List<String> in(String output, String name, String secret) {
    List<String> forms = forms(secret);
    return output
        .lines()
        .filter(line -> forms.stream().anyMatch(form -> contains(line, form)))
        .map(line -> name + " in: " + line)
        .toList();
  }

  private static boolean contains(String line, String form) {
    return line.toLowerCase(Locale.ROOT).contains(form.toLowerCase(Locale.ROOT));
  }

  private static List<String> forms(String secret) {
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (int before = 0; before < 3; before++) {
      var padded = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
      // Without the first and the last characters, which depend on what is around.
      String inner = base64.substring((before * 8 + 5) / 6, padded.length * 8 / 6);
      forms.add(inner);
      forms.add(inner.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }
}
