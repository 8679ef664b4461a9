package dev.aidemo.common.config;

import java.util.Collection;

/** Lists everything that is wrong with the environment variables, in one line. */
public final class ConfigurationException extends RuntimeException {
  ConfigurationException(Collection<String> problems) {
    super("Bad configuration: " + String.join("; ", problems));
  }
}
