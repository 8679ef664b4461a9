package dev.aidemo.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiTest {
  static List<String> answers() {
    return HttpContract.ANSWERS;
  }

  @ParameterizedTest
  @MethodSource("answers")
  void theContractsAnswersObeyTheDocument(String fixtureAndSchema) throws IOException {
    String[] parts = fixtureAndSchema.split(" ");

    assertThat(problems(parts[1], HttpContract.answer(parts[0]))).isEmpty();
  }

  @Test
  void whatClientsSendObeysTheDocument() throws IOException {
    assertThat(problems("NewNotes", HttpContract.request("notes"))).isEmpty();
    assertThat(problems("NewRatings", HttpContract.request("ratings"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "BatchList, fake, false, .batches[0].predictions[0]: enum",
    "BatchList, .659000, .659Z, .batches[0].created: form",
    "BatchList, predictions, outputs, .batches[0].predictions: required",
  })
  void anythingElseDoesNot(String schema, String written, String broken, String problem)
      throws IOException {
    assertThat(problems(schema, HttpContract.answer("batches").replace(written, broken)))
        .contains(problem);
  }

  private static List<String> problems(String schema, String json) throws IOException {
    return Schemas.problems(OpenApi.document(), schema, json);
  }
}
