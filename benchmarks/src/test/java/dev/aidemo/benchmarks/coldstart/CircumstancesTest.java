package dev.aidemo.benchmarks.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.deployed.Way;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircumstancesTest {
  private static final List<Way> WAYS = List.of(Way.MANAGED, Way.OLDER_INVOKER, Way.NO_FLAGS);

  @Test
  void theReferenceIsStartedFirstUnderEachCircumstance() {
    assertThat(Circumstances.all(WAYS, false))
        .allSatisfy(
            circumstances ->
                assertThat(circumstances.subjects())
                    .startsWith(Subject.TRIVIAL)
                    .hasSizeBetween(4, 9));
  }

  @Test
  void allFunctionsAreStartedInEachWay() {
    assertThat(Circumstances.all(WAYS, false).stream().filter(all -> all.subjects().size() == 9))
        .extracting(Circumstances::way)
        .containsExactlyElementsOf(WAYS);
  }

  @Test
  void onlyFunctionsHaveContainers() {
    assertThat(Circumstances.all(List.of(Way.CONTAINER), false).get(0).subjects())
        .hasSize(8)
        .doesNotContain(Subject.TRIVIAL);
  }

  @Test
  void whatIsQuickIsOneWay() {
    assertThat(Circumstances.all(WAYS, true))
        .containsExactly(new Circumstances(Way.MANAGED, 2, Subject.all()));
  }
}
