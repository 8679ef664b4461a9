package dev.aidemo.benchmarks.deployed;

/** How a function is started. */
public enum Way {
  /** As the managed runtime does it, with the flags that a deployment is told to set. */
  MANAGED,

  /** The same on the older line of the Functions Framework. */
  OLDER_INVOKER,

  /** The same on today's Functions Framework without any flags. */
  NO_FLAGS,

  /** As the entry point of a container of our own does it, with the same flags. */
  CONTAINER
}
