package dev.aidemo.common.banknote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides the banknote data set by a fixed rule into the frozen holdout, the starter rows and the
 * rest. The data set: V. Lohweg, Banknote Authentication, UCI Machine Learning Repository, DOI
 * 10.24432/C55P57.
 *
 * <p>The rule: of the distinct rows of each class, in the order of the SHA-256 of their numbers,
 * the first fifth is held out. Of the remaining ones, the first three of each class are the starter
 * rows.
 *
 * @param holdout what models are compared on and never trained on
 * @param starter three rows of each class
 * @param rest all other distinct rows, in the order of their hashes, so that the classes mix
 */
public record BankData(
    List<LabelledFeatures> holdout, List<LabelledFeatures> starter, List<LabelledFeatures> rest) {
  /** Raise it when the holdout is deliberately renewed: see {@link HoldoutId}. */
  private static final int GENERATION = 1;

  private static final String SALT = "holdout 2";
  private static final int HELD_OUT_ONE_IN = 5;
  private static final int STARTERS_PER_CLASS = 3;

  /** Reads and divides the bundled data set. */
  public static BankData load() {
    SortedMap<String, LabelledFeatures> rows = new TreeMap<>();
    read().forEach(row -> rows.put(hash(row), row));
    List<LabelledFeatures> holdout = new ArrayList<>();
    List<LabelledFeatures> starter = new ArrayList<>();
    for (Verdict truth : Verdict.values()) {
      List<LabelledFeatures> ofClass =
          rows.values().stream().filter(row -> row.truth() == truth).toList();
      int heldOut = Math.round((float) ofClass.size() / HELD_OUT_ONE_IN);
      int started = heldOut + STARTERS_PER_CLASS;
      holdout.addAll(ofClass.subList(0, heldOut));
      starter.addAll(ofClass.subList(heldOut, started));
    }
    List<LabelledFeatures> rest = new ArrayList<>(rows.values());
    rest.removeAll(Set.copyOf(holdout));
    rest.removeAll(Set.copyOf(starter));
    return new BankData(List.copyOf(holdout), List.copyOf(starter), List.copyOf(rest));
  }

  /** Returns the name of the holdout. */
  public HoldoutId holdoutId() {
    var fingerprint = new Fingerprint();
    holdout.forEach(fingerprint::add);
    return new HoldoutId(GENERATION, fingerprint.hex().substring(0, 8));
  }

  /** Returns the banknotes of the holdout, which no training set may contain. */
  public HeldOut heldOut() {
    return new HeldOut(holdout);
  }

  /**
   * Returns all rows that are not held out, each once, by their numbers: 1 is the first row of the
   * data set.
   */
  public static SortedMap<Integer, LabelledFeatures> numberedWithoutHoldout() {
    HeldOut heldOut = load().heldOut();
    SortedMap<Integer, LabelledFeatures> numbered = new TreeMap<>();
    Set<LabelledFeatures> seen = new HashSet<>();
    List<LabelledFeatures> rows = read();
    for (int number = 1; number <= rows.size(); number++) {
      LabelledFeatures row = rows.get(number - 1);
      if (seen.add(row) && !heldOut.contains(row.features())) {
        numbered.put(number, row);
      }
    }
    return numbered;
  }

  private static String hash(LabelledFeatures row) {
    var fingerprint = new Fingerprint();
    fingerprint.add(SALT);
    fingerprint.add(row);
    return fingerprint.hex();
  }

  private static List<LabelledFeatures> read() {
    try (InputStream stream = BankData.class.getResourceAsStream("/bank_data.csv")) {
      if (stream == null) {
        throw new IllegalStateException("bank_data.csv is not on the class path");
      }
      var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines();
      return lines.skip(1).map(BankData::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabelledFeatures parse(String line) {
    double[] cells = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    return new LabelledFeatures(
        Features.of(Arrays.copyOf(cells, Features.COUNT)),
        Verdict.ofLabel((int) cells[Features.COUNT]));
  }
}
