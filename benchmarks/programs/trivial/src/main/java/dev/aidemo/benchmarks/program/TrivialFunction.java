package dev.aidemo.benchmarks.program;

import com.google.cloud.functions.Context;
import com.google.cloud.functions.RawBackgroundFunction;

/** Does nothing: functions are compared with it. It costs the JVM and the Functions Framework. */
public final class TrivialFunction implements RawBackgroundFunction {
  @Override
  public void accept(String json, Context context) {}
}
