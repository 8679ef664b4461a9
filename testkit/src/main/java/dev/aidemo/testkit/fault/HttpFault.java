package dev.aidemo.testkit.fault;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.stream.ClosedStreamException;

/** What a proxy does to a request, or to its answer. */
public enum HttpFault {
  /** Answers 503, and the service never sees the request. */
  UNAVAILABLE(503),
  /** Answers 429, and the service never sees the request. */
  TOO_MANY_REQUESTS(429),
  /** Answers 412, and the service never sees the request. */
  PRECONDITION_FAILED(412),
  /** Accepts the request and never answers; the service never sees it. */
  HANGS(0),
  /** The service does its work, but the connection breaks in the middle of its answer. */
  CUT_SHORT(0) {
    @Override
    HttpResponse spoil(AggregatedHttpResponse answer) {
      HttpResponseWriter half = HttpResponse.streaming();
      half.write(answer.headers());
      half.write(firstHalf(answer));
      half.close(ClosedStreamException.get());
      return half;
    }
  },
  /** The answer is complete as it stands, but half of the body is missing. */
  TRUNCATED(0) {
    @Override
    HttpResponse spoil(AggregatedHttpResponse answer) {
      return HttpResponse.of(answer.headers(), firstHalf(answer));
    }
  },
  /** One bit of the body is another. */
  CHANGED(0) {
    @Override
    HttpResponse spoil(AggregatedHttpResponse answer) {
      byte[] body = answer.content().array().clone();
      if (body.length > 0) {
        body[body.length / 2] ^= 1;
      }
      return HttpResponse.of(answer.headers(), HttpData.wrap(body));
    }
  };

  private final int code;

  HttpFault(int code) {
    this.code = code;
  }

  /** The code to answer with, or 0 where the fault is another. */
  int code() {
    return code;
  }

  HttpResponse spoil(AggregatedHttpResponse answer) {
    return answer.toHttpResponse();
  }

  private static HttpData firstHalf(AggregatedHttpResponse answer) {
    byte[] body = answer.content().array();
    return HttpData.copyOf(body, 0, body.length / 2);
  }
}
