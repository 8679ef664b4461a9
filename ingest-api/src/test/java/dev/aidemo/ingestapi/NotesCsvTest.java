package dev.aidemo.ingestapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.http.HttpProblem;
import dev.aidemo.common.message.PredictionRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotesCsvTest {
  private static final Features ROW = new Features(1, -2.5, 3e-2, 4);
  private static final String NUMBERS = "1,-2.5,3e-2,4";

  private static PredictionRequest read(String csv) throws IOException {
    return read(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static PredictionRequest read(byte[] csv) throws IOException {
    return NotesCsv.read(new ByteArrayInputStream(csv), new UUID(0, 1));
  }

  @Test
  void aNoteWithoutASubjectIsCalledAfterItsLine() throws IOException {
    PredictionRequest batch = read(NUMBERS + "\r\n\r\n 1 , -2.5 ,3e-2,4");

    assertThat(batch.batchId()).isEqualTo(new UUID(0, 1));
    assertThat(batch.subjects()).containsExactly("line-1", "line-3");
    assertThat(batch.features()).containsExactly(ROW, ROW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "variance,skewness,curtosis,entropy,subject\n1,-2.5,3e-2,4,a\n",
        "subject,variance,skewness,curtosis,entropy,class\na,1,-2.5,3e-2,4,0\n",
        "Entropy, Subject ,VARIANCE,curtosis,skewness\n4,a,1,3e-2,-2.5\n",
        "\uFEFFsubject,variance,skewness,curtosis,entropy\na,1,-2.5,3e-2,4\n",
        "a,1,-2.5,3e-2,4\n",
        "\"a\",\"1\",-2.5,3e-2,\"4\"",
      })
  void columnsAreFoundByTheirHeaderOrTheirOrder(String csv) throws IOException {
    PredictionRequest batch = read(csv);

    assertThat(batch.subjects()).containsExactly("a");
    assertThat(batch.features()).containsExactly(ROW);
  }

  @Test
  void aSubjectInQuotesMayHaveCommasAndQuotes() throws IOException {
    assertThat(read("\"a, \"\"b\"\"\"," + NUMBERS).subjects()).containsExactly("a, \"b\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "1,-2.5,3e-2,x|entropy must be a number, got \"x\"",
        "NaN,-2.5,3e-2,4|variance must be a number, got \"NaN\"",
        "1d,-2.5,3e-2,4|variance must be a number, got \"1d\"",
        "1,1e999,3e-2,4|skewness must be a finite number, got Infinity",
        "1,,3e-2,4|skewness must be a number, got \"\"",
        "1,2,3|the line must have 4 cells, as those before, got 3",
        "1,2,3,4,5|the line must have 4 cells, as those before, got 5",
        "\"1,2,3,4|a quote must end on the line where it begins",
        "\"1\"1,2,3,4|a comma must follow the quote that ends a cell",
      })
  void aBadLineIsNamedByItsNumber(String line, String problem) {
    String csv = (NUMBERS + "\n").repeat(16) + line + "\n" + NUMBERS;

    assertThatThrownBy(() -> read(csv))
        .isInstanceOf(HttpProblem.class)
        .hasMessage("line 17: " + problem);
  }

  @Test
  void aHeaderMustNameAllFeatures() {
    assertThatThrownBy(() -> read("variance,skewness,curtosis\n1,2,3"))
        .hasMessage("line 1: the header must name variance, skewness, curtosis, entropy");
  }

  @Test
  void aLineThatIsNotUtf8IsNamed() {
    byte[] csv = (NUMBERS + "\na," + NUMBERS).getBytes(StandardCharsets.ISO_8859_1);
    csv[NUMBERS.length() + 1] = (byte) 0xff;

    assertThatThrownBy(() -> read(csv)).hasMessageContaining("the body must be UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "variance,skewness,curtosis,entropy\n"})
  void aFileWithoutNotesIsNoBatch(String csv) {
    assertThatThrownBy(() -> read(csv)).hasMessage("subjects must have one or more record");
  }

  @Test
  void aSubjectThatIsTooLongIsNamed() {
    List<String> lines = List.of("a," + NUMBERS, "b".repeat(501) + "," + NUMBERS);

    assertThatThrownBy(() -> read(String.join("\n", lines)))
        .hasMessage("line 2: subject must have at most 500 characters, got 501");
  }
}
