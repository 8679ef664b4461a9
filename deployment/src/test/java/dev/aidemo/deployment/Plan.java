package dev.aidemo.deployment;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Holds the commands that {@code deploy.sh plan} printed.
 *
 * @param lines without the names of the steps
 */
record Plan(List<String> lines) {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Plan of(String output) {
    return new Plan(output.lines().filter(line -> line.matches("(\\?  |   ).*gcloud .*")).toList());
  }

  /** Returns each command that would change something, without quotes and without its input. */
  List<String> changes() {
    return lines.stream()
        .filter(line -> line.startsWith("   "))
        .map(Plan::words)
        .map(words -> "gcloud " + String.join(" ", words))
        .toList();
  }

  /** Returns the arguments of each command. */
  List<List<String>> commands() {
    return lines.stream().map(Plan::words).toList();
  }

  /** Returns the arguments of the command in a line, without the quotes that the script uses. */
  static List<String> words(String line) {
    String command = line.substring(line.lastIndexOf("gcloud ") + "gcloud ".length());
    return WORD.matcher(command).results().map(Plan::unquoted).toList();
  }

  /** Returns the arguments of a recorded call, which has no quotes any more. */
  static List<String> recordedWords(String call) {
    return words(
        call.replaceAll("(--(?:format|set-env-vars|display-name)=.*?)(?= --[a-z]|$)", "'$1'"));
  }

  private static String unquoted(MatchResult word) {
    return word.group(1) == null ? word.group(2) : word.group(1);
  }

  /** Replaces what differs between plan and a project: numbers, names, checksums. */
  static String withPlaceholders(String command) {
    return command
        .replaceAll("PROJECT_NUMBER|123456789012", "NUMBER")
        .replaceAll("SQL_ACCOUNT|sql@google", "SQL")
        .replaceAll("SUBSCRIPTION_OF_([a-z-]+)", "eventarc-us-central1-$1-123456-sub-001")
        .replaceAll("fingerprint=[0-9a-f]{16}", "fingerprint=F");
  }
}
