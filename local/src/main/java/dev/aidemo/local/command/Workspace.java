package dev.aidemo.operations.target;

import dev.aidemo.operations.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * Holds what the commands work with.
 *
 * @param root the folder of the parent POM
 * @param home the folder of the stack that {@code up} starts
 * @param environment the variables of this process
 */
public record Workspace(Path root, Path home, Map<String, String> environment, Terminal terminal) {}
