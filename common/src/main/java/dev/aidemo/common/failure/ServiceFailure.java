package dev.aidemo.common.failure;

/**
 * Marks the failure of a service that may recover. A message is redelivered; an HTTP function
 * answers 503 with the advice.
 */
public interface ServiceFailure {
  /** Says which service fails and what to look at, without any value. */
  String advice();
}
