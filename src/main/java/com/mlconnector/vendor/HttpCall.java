package com.mlconnector.vendor;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.NoAnswer;
import com.mlconnector.vendor.VendorAnswer.NotSent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The call itself, over HTTP, sent once and never followed elsewhere.
 *
 * <p>Uses the plain HTTP client because it has two steps: getting a connection and sending. A
 * failure of the first is the proof that nothing was sent; a web client reports both in one future
 * and leaves the difference to the wording of a message.
 */
final class HttpCall implements VendorCall {
  /** The largest expected answer is a page of invoices or a handful of labels. */
  static final int MAX_BODY = 16 * 1024 * 1024;

  private final HttpClient client;
  private final String userAgent;

  HttpCall(HttpClient client, String userAgent) {
    this.client = client;
    this.userAgent = userAgent;
  }

  @Override
  public Future<VendorAnswer> send(VendorRequest request) {
    long begin = System.nanoTime();
    return client
        .request(options(request))
        .transform(connected -> {
          if (connected.failed()) {
            return Future.succeededFuture(new NotSent("no connection: " + words(connected)));
          }
          Duration spent = Duration.ofNanos(System.nanoTime() - begin);
          return exchange(connected.result(), request, request.deadline().minus(spent));
        });
  }

  private RequestOptions options(VendorRequest request) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setAbsoluteURI(request.uri())
            // A redirect would carry the bearer token to wherever it points.
            .setFollowRedirects(false)
            .setConnectTimeout(request.deadline().toMillis())
            .putHeader("User-Agent", userAgent);
    request.headers().forEach(options::putHeader);
    return options;
  }

  /** At the deadline the connection is cut: a vendor that trickles must not keep it busy. */
  private static Future<VendorAnswer> exchange(
      HttpClientRequest http, VendorRequest request, Duration left) {
    return http.send(request.body())
        .onSuccess(_ -> CrashPoint.answerArrives(request.operation()))
        .compose(HttpCall::read)
        .timeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS)
        .onFailure(_ -> http.reset())
        .otherwise(failure -> new NoAnswer(words(failure, request.deadline())));
  }

  private static Future<VendorAnswer> read(HttpClientResponse response) {
    Promise<VendorAnswer> answer = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(answer::tryFail);
    response.endHandler(
        _ -> answer.tryComplete(new Answered(response.statusCode(), response.headers(), body)));
    response.handler(chunk -> {
      if (body.length() + chunk.length() > MAX_BODY) {
        answer.tryFail("the answer is longer than " + MAX_BODY + " bytes");
      } else {
        body.appendBuffer(chunk);
      }
    });
    return answer.future();
  }

  private static String words(AsyncResult<?> failed) {
    return String.valueOf(failed.cause().getMessage());
  }

  private static String words(Throwable failure, Duration deadline) {
    return failure instanceof TimeoutException
        ? "no complete answer within " + deadline.toMillis() + " ms"
        : String.valueOf(failure.getMessage());
  }
}
