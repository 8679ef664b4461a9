package dev.aidemo.local.command;

import dev.aidemo.operations.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * Holds what {@code ./ai-demo} was started with.
 *
 * @param root the folder of the parent POM
 * @param home the folder in which the stack of {@code up} keeps its files
 * @param environment the environment variables of this process
 */
record Workspace(Path root, Path home, Map<String, String> environment, Terminal terminal) {}
