package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureColumnsTest {
  @Test
  void putsTheColumnsIntoAStatement() {
    assertThat(FeatureColumns.in("INSERT INTO training (id, $features, class)"))
        .isEqualTo("INSERT INTO training (id, variance, skewness, curtosis, entropy, class)");
  }

  @Test
  void hasAParameterForTheArrayOfEachColumn() {
    assertThat(FeatureColumns.in("FROM unnest(?::uuid[], $feature_arrays) AS row (id, $features)"))
        .isEqualTo(
            "FROM unnest(?::uuid[], ?::float8[], ?::float8[], ?::float8[], ?::float8[])"
                + " AS row (id, variance, skewness, curtosis, entropy)");
  }

  @Test
  void requiresEachColumnToBePresent() {
    assertThat(FeatureColumns.in("WHERE class IN (0, 1) AND $features_are_present"))
        .isEqualTo(
            "WHERE class IN (0, 1) AND variance IS NOT NULL AND skewness IS NOT NULL AND curtosis"
                + " IS NOT NULL AND entropy IS NOT NULL");
  }

  @Test
  void leavesOtherParametersAlone() {
    assertThat(FeatureColumns.in("SELECT ?::text[], '100%'")).isEqualTo("SELECT ?::text[], '100%'");
  }
}
