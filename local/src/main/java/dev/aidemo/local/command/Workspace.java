package dev.aidemo.local.command;

import dev.aidemo.local.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the commands work with.
 *
 * @param root the folder of the parent POM
 * @param home the folder of the stack that {@code up} starts
 * @param environment this process' variables
 */
record Workspace(Path root, Path home, Map<String, String> environment, Terminal terminal) {}
