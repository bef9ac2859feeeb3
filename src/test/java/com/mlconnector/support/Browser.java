package com.mlconnector.support;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A person's browser without a screen: keeps cookies, follows no redirect by itself. */
public final class Browser {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String home;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /**
   * @param home the one site whose cookies it keeps
   */
  public Browser(String home) {
    this.home = home;
  }

  /** What came back; {@code location} is empty where it leads nowhere. */
  public record Page(
      int status, String location, List<String> setCookies, String text, HttpHeaders headers) {

    /** Empty where there is none. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  public Page get(String url) {
    return call("GET", url);
  }

  /** As a form does it, with fields as name and value in turn. */
  public Page submit(String url, String... fields) {
    StringJoiner form = new StringJoiner("&");
    for (int i = 0; i < fields.length; i += 2) {
      form.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return call(
        "POST",
        url,
        BodyPublishers.ofString(form.toString()),
        "content-type",
        "application/x-www-form-urlencoded");
  }

  /** Any call, with headers as name and value in turn. */
  public Page call(String method, String url, String... headers) {
    return call(method, url, BodyPublishers.noBody(), headers);
  }

  private Page call(String method, String url, BodyPublisher body, String... headers) {
    URI uri = URI.create(url.startsWith("/") ? home + url : url);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).method(method, body);
    boolean atHome = uri.toString().startsWith(home);
    if (atHome && !cookies.isEmpty()) {
      request.header("cookie", shown());
    }
    HttpResponse<String> answer = send((headers.length == 0 ? request : request.headers(headers)));
    List<String> set = answer.headers().allValues("set-cookie");
    if (atHome) {
      set.forEach(this::keep);
    }
    return new Page(
        answer.statusCode(),
        answer.headers().firstValue("location").orElse(""),
        set,
        answer.body(),
        answer.headers());
  }

  private void keep(String setCookie) {
    for (HttpCookie cookie : HttpCookie.parse(setCookie)) {
      if (cookie.getMaxAge() == 0) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie.getValue());
      }
    }
  }

  private String shown() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  public Map<String, String> cookies() {
    return cookies;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request.build() + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
