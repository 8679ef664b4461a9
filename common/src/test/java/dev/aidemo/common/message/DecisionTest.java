package dev.aidemo.common.message;

import static dev.aidemo.common.failure.PoisonAssertions.assertPoison;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PairedCounts;
import dev.aidemo.common.evidence.PromotionDecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {
  private static final String MODEL =
      new String(ContractTest.fixture("model-with-decision"), UTF_8);

  @Test
  void readsWhichModelServesAndWhoWaits() {
    Decision decision = decision();

    assertThat(decision.serves().version()).isEqualTo(9);
    assertThat(decision.serves().trainedUntil()).isEqualTo("2026-11-23T05:12:57.123456Z");
    assertThat(decision.challenger().model().modelFileName()).isEqualTo("model-0000000012.pb");
    assertThat(decision.challenger().number()).isEqualTo(4);
    assertThat(decision.challenger().since()).isNull();
    assertThat(decision.predecessor().since()).isEqualTo("2026-11-23T05:32:56.500Z");
  }

  @Test
  void readsTheEvidenceAndCanExplainIt() {
    PromotionDecision judgement = decision().judgementOf(9).orElseThrow();

    assertThat(judgement.outcome()).isEqualTo(Outcome.PROMOTED_BETTER);
    assertThat(judgement.againstChampion()).isEqualTo(new PairedCounts(390, 14, 0, 8));
    assertThat(judgement.explain())
        .isEqualTo(
            "version 9 replaces 7: of 412 notes that neither had seen, 9 alone was right on 14, 7"
                + " alone on 0; the chance of that if 9 were no better is below 1 in 2,100");
    assertThat(decision().judgementOf(12)).isEmpty();
  }

  @Test
  void writesWhatItReads() {
    assertThat(Decision.decode(decision().encode())).isEqualTo(decision());
  }

  @Test
  void namesAModelWithItsRowsAndWhenTheyWereRead() {
    TrainedModel model = TrainedModel.decode(MODEL.getBytes(UTF_8));

    assertThat(DecidedModel.of(model)).isEqualTo(decision().challenger().model());
  }

  @ParameterizedTest
  @ValueSource(strings = {"serves", "reference", "judgements", "challengers", "labels_until"})
  void rejectsADecisionWithAMissingField(String field) {
    assertPoison(
        TrainedModel::decode,
        MODEL.replaceFirst("\"" + field + "\":", "\"other\":"),
        "decision." + field + " is missing",
        null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"outcome\": \"promoted_better\"|\"outcome\": \"promoted\"|outcome must be one of"
            + " promoted_better, promoted_as_good, undecided, futile|\"promoted\"",
        "\"number\": 3|\"number\": 0|number must be 1 or more|0",
        "\"challengers\": 4|\"challengers\": 3|decision.challengers must not be below a"
            + " challenger's number|3",
        "\"margin\": 0.03|\"margin\": 1|margin must be from 0 to below 1|1.0",
        "\"better\": 2184.4|\"better\": -2184.4|better must be 0 or more|-2184.466666666667",
        "\"both_right\": 390|\"both_right\": 9007199254740991|both_right must be from 0 to"
            + " 1000000|9007199254740991",
      })
  void rejectsAnInvalidDecision(String valid, String invalid, String rule, String value) {
    assertThat(MODEL).contains(valid);

    assertPoison(TrainedModel::decode, MODEL.replaceFirst(valid, invalid), rule, value);
  }

  private static Decision decision() {
    return TrainedModel.decode(MODEL.getBytes(UTF_8)).decision();
  }
}
