package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.deployment.Costs.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that the tables of {@code docs/costs.md} follow from its prices and formulas. */
class CostsTest {
  private static final Pattern PRICE = Pattern.compile("\\| `([a-z-]+)` \\| ([\\d.,]+) \\|.*");
  private static final Pattern RESULT =
      Pattern.compile(
          "\\| ([\\d,]+) \\| (\\d+) \\| ([\\d.]+) \\| ([\\d,.]+) \\| ([\\d,.]+) \\| ([\\d,.]+) \\|");

  @Test
  void eachResultFollowsFromThePrices() throws IOException {
    List<String> page = Files.readAllLines(Checkout.ROOT.resolve("docs/costs.md"));
    var costs = new Costs(prices(page));
    List<Matcher> results = page.stream().map(RESULT::matcher).filter(Matcher::matches).toList();
    assertThat(results).hasSize(6);
    for (Matcher result : results) {
      var load =
          new Load(number(result.group(1)), number(result.group(2)), number(result.group(3)));
      String row =
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s | %s |",
              result.group(1),
              result.group(2),
              result.group(3),
              Costs.dollars(costs.functions(load)),
              Costs.dollars(costs.endpoint(load)),
              Costs.dollars(costs.container(load)));
      assertThat(result.group()).isEqualTo(row);
    }
  }

  private static Map<String, Double> prices(List<String> page) {
    Map<String, Double> prices = new HashMap<>();
    page.stream()
        .map(PRICE::matcher)
        .filter(Matcher::matches)
        .forEach(price -> prices.put(price.group(1), number(price.group(2))));
    return prices;
  }

  private static double number(String string) {
    return Double.parseDouble(string.replace(",", ""));
  }
}
