package dev.aidemo.testkit.fault;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.stream.ClosedStreamException;

/** Lists what a proxy can do to a request or its answer. */
public enum HttpFault {
  /** Answers 503, and the service never sees the request. */
  UNAVAILABLE(503),
  /** Answers 429, and the service never sees the request. */
  TOO_MANY_REQUESTS(429),
  /** Answers 412, and the service never sees the request. */
  PRECONDITION_FAILED(412),
  /** Accepts the request and never answers; the service never sees it. */
  HANGS(0),
  /** Forwards the request, and closes the connection in the middle of the answer. */
  CUT_SHORT(0) {
    @Override
    HttpResponse change(AggregatedHttpResponse answer) {
      HttpResponseWriter half = HttpResponse.streaming();
      half.write(answer.headers());
      half.write(firstHalf(answer));
      half.close(ClosedStreamException.get());
      return half;
    }
  },
  /** Forwards the request, and answers with half of the body as if it were the whole. */
  TRUNCATED(0) {
    @Override
    HttpResponse change(AggregatedHttpResponse answer) {
      return HttpResponse.of(answer.headers(), firstHalf(answer));
    }
  },
  /** Forwards the request, and changes one bit of the answer's body. */
  CHANGED(0) {
    @Override
    HttpResponse change(AggregatedHttpResponse answer) {
      byte[] body = answer.content().array().clone();
      if (body.length > 0) {
        body[body.length / 2] ^= 1;
      }
      return HttpResponse.of(answer.headers(), HttpData.wrap(body));
    }
  };

  private final int status;

  HttpFault(int status) {
    this.status = status;
  }

  /** Returns the status to answer with, or 0. */
  int status() {
    return status;
  }

  HttpResponse change(AggregatedHttpResponse answer) {
    return answer.toHttpResponse();
  }

  private static HttpData firstHalf(AggregatedHttpResponse answer) {
    byte[] body = answer.content().array();
    return HttpData.copyOf(body, 0, body.length / 2);
  }
}
