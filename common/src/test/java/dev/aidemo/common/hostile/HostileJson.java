package dev.aidemo.common.hostile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Changes valid JSON value by value into JSON that may be anything but valid. */
public final class HostileJson {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[\\[\\]{},:]|[^\\s\\[\\]{},:\"]+");
  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          StandardCharsets.ISO_8859_1,
          Charset.forName("UTF-32"));

  /** Values on which programs are known to fail. */
  static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "NaN",
          "-Infinity",
          "''",
          "",
          "0",
          "-0",
          "-0.0",
          "-1",
          "1.0",
          "1e0",
          "2",
          "1e308",
          "1e309",
          "-1e309",
          "1e-400",
          "4.9e-324",
          "2147483648",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "1e99999999999999999999",
          "1e-99999999999999999999",
          "01",
          "9".repeat(400),
          "9".repeat(1_001),
          "0." + "3".repeat(999),
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\ud83d\\ude00\"",
          "\"😀\"",
          "\"\\n\"",
          "\"'; --\"",
          "\"..\"",
          "\".\"",
          "\"../../etc/passwd\"",
          "\"model.pb\\u0000\"",
          "\"" + "x".repeat(48) + "\"",
          "\"" + "x".repeat(65) + "\"",
          "\"" + "x".repeat(501) + "\"",
          "\"" + "é".repeat(256) + "\"",
          "\"6F1A3C528C0E4B7E9A530D2F7B1C4E11\"",
          "\"1-1-1-1-1\"",
          "\"{6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11}\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "\"-1000000000-01-01T00:00:00Z\"",
          "\"+292278994-08-17T07:12:55.807Z\"",
          "\"0000-01-01T00:00:00Z\"",
          "\"9999-12-31T23:59:59.999999999Z\"",
          "\"2016-12-31T23:59:60Z\"",
          "\"2026-11-23T24:00:00Z\"",
          "\"2026-11-23T05:32:57+18:00\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"real\"",
          "\"fake\"",
          "\"REAL\"",
          "\"999999999-00000000\"",
          "\"\\u0661-9f3ac2d1\"",
          "[".repeat(101) + "]".repeat(101),
          "{\"x\":".repeat(99) + "1" + "}".repeat(99));

  private HostileJson() {}

  /** Returns one of the samples, changed one to five times. */
  public static byte[] changed(List<String> samples, Random random) {
    List<String> tokens = tokens(pick(samples, random));
    List<String> others = tokens(pick(samples, random));
    for (int count = 1 + random.nextInt(5); count > 0 && !tokens.isEmpty(); count--) {
      change(tokens, others, random);
    }
    String json = String.join(random.nextInt(20) == 0 ? "\n" : "", tokens);
    byte[] bytes =
        json.getBytes(random.nextInt(50) == 0 ? pick(CHARSETS, random) : StandardCharsets.UTF_8);
    return random.nextInt(10) == 0 ? HostileBytes.damaged(bytes, random) : bytes;
  }

  /** Returns one of the samples with one or two values replaced: mostly valid JSON. */
  public static byte[] withOtherValues(List<String> samples, Random random) {
    List<String> tokens = tokens(pick(samples, random));
    for (int count = 1 + random.nextInt(2); count > 0; count--) {
      replaceScalar(tokens, random.nextInt(tokens.size()), random);
    }
    return String.join("", tokens).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the sample with each hostile value in each place, one at a time. */
  public static Stream<byte[]> withEachValue(String sample) {
    List<String> tokens = tokens(sample);
    return IntStream.range(0, tokens.size())
        .filter(place -> isScalar(tokens, place))
        .boxed()
        .flatMap(place -> VALUES.stream().map(value -> with(tokens, place, value)));
  }

  private static byte[] with(List<String> tokens, int place, String value) {
    List<String> changed = new ArrayList<>(tokens);
    changed.set(place, value);
    return String.join("", changed).getBytes(StandardCharsets.UTF_8);
  }

  private static void change(List<String> tokens, List<String> others, Random random) {
    int place = random.nextInt(tokens.size());
    List<String> value = value(tokens, place);
    switch (random.nextInt(9)) {
      case 0 -> value.clear();
      case 1 -> replace(value, value(others, random.nextInt(others.size())));
      case 2 -> replace(value, value(tokens, random.nextInt(tokens.size())));
      case 3 -> tokens.addAll(place, join(List.copyOf(value), List.of(",")));
      case 4 -> Collections.swap(tokens, place, random.nextInt(tokens.size()));
      case 5 -> replace(value, join(List.of("["), List.copyOf(value), List.of("]")));
      // Mostly one value for another: what is not JSON is rejected early and tests little.
      default -> replaceScalar(tokens, place, random);
    }
  }

  private static void replaceScalar(List<String> tokens, int place, Random random) {
    for (int i = place; i < tokens.size(); i++) {
      if (isScalar(tokens, i)) {
        tokens.set(i, pick(VALUES, random));
        return;
      }
    }
  }

  private static boolean isScalar(List<String> tokens, int place) {
    boolean name = place + 1 < tokens.size() && tokens.get(place + 1).equals(":");
    return !name && !"[]{},:".contains(tokens.get(place));
  }

  /** Returns the value or name that begins at {@code place}, with everything inside it. */
  private static List<String> value(List<String> tokens, int place) {
    int depth = 0;
    for (int i = place; i < tokens.size(); i++) {
      depth += "[{".contains(tokens.get(i)) ? 1 : "]}".contains(tokens.get(i)) ? -1 : 0;
      if (depth <= 0) {
        return tokens.subList(place, i + 1);
      }
    }
    return tokens.subList(place, tokens.size());
  }

  private static void replace(List<String> value, List<String> other) {
    List<String> copy = List.copyOf(other);
    value.clear();
    value.addAll(copy);
  }

  @SafeVarargs
  private static List<String> join(List<String>... parts) {
    List<String> joined = new ArrayList<>();
    for (List<String> part : parts) {
      joined.addAll(part);
    }
    return joined;
  }

  private static List<String> tokens(String json) {
    return new ArrayList<>(TOKEN.matcher(json).results().map(MatchResult::group).toList());
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
