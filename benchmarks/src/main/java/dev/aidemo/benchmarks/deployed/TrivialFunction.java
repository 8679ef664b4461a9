package dev.aidemo.benchmarks.deployed;

import com.google.cloud.functions.Context;
import com.google.cloud.functions.RawBackgroundFunction;

/** Does nothing: what is left is the JVM, the Functions Framework and the way to it. */
public final class TrivialFunction implements RawBackgroundFunction {
  @Override
  public void accept(String json, Context context) {
    // Nothing, quickly.
  }
}
