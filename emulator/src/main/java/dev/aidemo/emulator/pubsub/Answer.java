package dev.aidemo.emulator.pubsub;

import com.google.protobuf.Empty;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers a unary call with a value or with the status that was thrown. */
final class Answer {
  private Answer() {}

  static <T> void with(StreamObserver<T> observer, Supplier<T> work) {
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

  static void empty(StreamObserver<Empty> observer, Runnable work) {
    with(
        observer,
        () -> {
          work.run();
          return Empty.getDefaultInstance();
        });
  }
}
