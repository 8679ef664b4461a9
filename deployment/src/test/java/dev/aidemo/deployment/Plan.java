package dev.aidemo.deployment;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What {@code deploy.sh plan} printed.
 *
 * @param lines without the names of the steps
 */
record Plan(List<String> lines) {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Plan of(String output) {
    return new Plan(output.lines().filter(line -> line.matches("(\\?  |   ).*gcloud .*")).toList());
  }

  /** Each command that would change something, without quotes and without what is piped into it. */
  List<String> changes() {
    return lines.stream()
        .filter(line -> line.startsWith("   "))
        .map(Plan::words)
        .map(words -> "gcloud " + String.join(" ", words))
        .toList();
  }

  /** The arguments of each command. */
  List<List<String>> commands() {
    return lines.stream().map(Plan::words).toList();
  }

  /** The arguments of the command in a line: a shell's quotes, as far as the script uses them. */
  static List<String> words(String line) {
    String command = line.substring(line.lastIndexOf("gcloud ") + "gcloud ".length());
    return WORD.matcher(command).results().map(Plan::unquoted).toList();
  }

  /** The same of a recorded call, which has lost its quotes. */
  static List<String> recordedWords(String call) {
    return words(
        call.replaceAll("(--(?:format|set-env-vars|display-name)=.*?)(?= --[a-z]|$)", "'$1'"));
  }

  private static String unquoted(MatchResult word) {
    return word.group(1) == null ? word.group(2) : word.group(1);
  }

  /** The same for what only the project can tell: numbers, names that others chose, checksums. */
  static String withPlaceholders(String command) {
    return command
        .replaceAll("PROJECT_NUMBER|123456789012", "NUMBER")
        .replaceAll("SQL_ACCOUNT|sql@google", "SQL")
        .replaceAll("SUBSCRIPTION_OF_([a-z-]+)", "eventarc-us-central1-$1-123456-sub-001")
        .replaceAll("fingerprint=[0-9a-f]{16}", "fingerprint=F");
  }
}
