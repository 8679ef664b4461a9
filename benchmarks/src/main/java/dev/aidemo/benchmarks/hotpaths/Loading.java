package dev.aidemo.benchmarks.hotpaths;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.aidemo.common.model.Classifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading a model file, with everything that is checked before it serves. */
@State(Scope.Benchmark)
public class Loading {
  @Param({"linear", "radial"})
  public String kernel = "linear";

  private byte[] file = new byte[0];

  @Setup
  public void write() {
    file = Banknotes.classifier(kernel).write();
  }

  @Benchmark
  public Classifier load() {
    return Classifier.read(file);
  }

  /** Finds the outer fields of the same bytes and makes nothing of them. */
  @Benchmark
  public UnknownFieldSet parse() throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(file);
  }
}
