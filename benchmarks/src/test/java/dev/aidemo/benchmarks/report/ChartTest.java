package dev.aidemo.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
  /** Places are written with one decimal. */
  private static final double ROUNDING = 0.3;

  private static Document parsed(Chart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document svg, String tag, String kind) {
    NodeList nodes = svg.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .filter(element -> element.getAttribute("class").equals(kind))
        .toList();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static final Chart CHART =
      new Chart(
          "decode <fast> & right",
          "ms",
          List.of(
              new Bar("10 rows", Samples.decode("10", "ms", 4.0, 2.0, 8.0)),
              new Bar(
                  "20 rows",
                  Samples.decode("20", "ms", 8.0, 8.0).comparedWith("a scan", List.of(2.0, 2.0)))));

  @Test
  void isXmlWhateverTheTitleSays() throws Exception {
    assertThat(elements(parsed(CHART), "text", "title").get(0).getTextContent())
        .isEqualTo("decode <fast> & right");
  }

  @Test
  void aBarOfTwiceTheMedianIsTwiceAsLong() throws Exception {
    List<Element> bars = elements(parsed(CHART), "rect", "bar");

    assertThat(number(bars.get(1), "width"))
        .isCloseTo(2 * number(bars.get(0), "width"), within(ROUNDING));
  }

  @Test
  void whiskersReachFromTheLowestToTheHighest() throws Exception {
    Document svg = parsed(CHART);
    Element bar = elements(svg, "rect", "bar").get(0);
    Element whisker = elements(svg, "line", "whisker").get(0);
    double left = number(bar, "x");

    assertThat(number(whisker, "x1") - left).isCloseTo(number(bar, "width") / 2, within(ROUNDING));
    assertThat(number(whisker, "x2") - left).isCloseTo(number(bar, "width") * 2, within(ROUNDING));
  }

  @Test
  void whatWasMeasuredInTurnIsDrawnToScaleAndNamed() throws Exception {
    Document svg = parsed(CHART);
    List<Element> bars = elements(svg, "rect", "bar");
    List<Element> references = elements(svg, "rect", "reference");

    assertThat(references).hasSize(1);
    assertThat(number(references.get(0), "width"))
        .isCloseTo(number(bars.get(0), "width") / 2, within(ROUNDING));
    assertThat(elements(svg, "text", "quiet").stream().map(Element::getTextContent))
        .contains("2")
        .anyMatch(text -> text.endsWith("; grey: a scan"));
  }

  @Test
  void whereThereAreSeveralReferencesEachIsNamedAtItsBar() throws Exception {
    Bar scanned =
        new Bar("20 rows", Samples.decode("20", "ms", 8.0).comparedWith("a scan", List.of(2.0)));
    Bar copied =
        new Bar("30 rows", Samples.decode("30", "ms", 8.0).comparedWith("a copy", List.of(4.0)));
    Document svg = parsed(new Chart("both", "ms", List.of(scanned, copied)));

    assertThat(elements(svg, "text", "quiet").stream().map(Element::getTextContent))
        .contains("a scan 2", "a copy 4");
  }

  @Test
  void nothingIsDrawnOutsideThePicture() throws Exception {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String label = "a rather long name of a thing that was measured, number " + i;
      bars.add(new Bar(label, Samples.decode("1", "ms", Math.pow(1.4, i))));
    }
    Document svg = parsed(new Chart("many", "ms", bars));
    Element root = svg.getDocumentElement();

    assertThat(elements(svg, "rect", "bar"))
        .allSatisfy(
            bar -> {
              assertThat(number(bar, "x") + number(bar, "width")).isLessThan(number(root, "width"));
              assertThat(number(bar, "y") + number(bar, "height"))
                  .isLessThan(number(root, "height"));
            });
  }
}
