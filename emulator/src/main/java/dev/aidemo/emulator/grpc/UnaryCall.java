package dev.aidemo.emulator.grpc;

import com.google.protobuf.Empty;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers gRPC calls that have one request and one response. */
public final class UnaryCall {
  private UnaryCall() {}

  /** Answers with the value that the work returns, or with the status that it throws. */
  public static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
    T value;
    try {
      value = work.get();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
      return;
    }
    observer.onNext(value);
    observer.onCompleted();
  }

  /** Does the work and answers with an empty message, or with the status that is thrown. */
  public static void answerEmpty(StreamObserver<Empty> observer, Runnable work) {
    answer(
        observer,
        () -> {
          work.run();
          return Empty.getDefaultInstance();
        });
  }
}
