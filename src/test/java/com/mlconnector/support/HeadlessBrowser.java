package com.mlconnector.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One tab of a real Chromium, which is found on the PATH and driven over its DevTools protocol: by
 * its own eyes and mouse, with the scripts of pages switched off. Playwright would bring 200 MB of
 * drivers and a Node.js to each build, for a page with a few buttons.
 */
public final class HeadlessBrowser implements AutoCloseable {
  private static final String[] NAMES = {
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
  };
  private static final int PATIENCE_SECONDS = 60;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path home;
  private final WebSocket socket;
  private final AtomicInteger lastId;
  private final Map<Integer, CompletableFuture<JsonObject>> waiting;

  private HeadlessBrowser(
      Process process,
      Path home,
      WebSocket socket,
      Map<Integer, CompletableFuture<JsonObject>> waiting) {
    this.process = process;
    this.home = home;
    this.socket = socket;
    this.waiting = waiting;
    this.lastId = new AtomicInteger();
  }

  /** Where there is a Chromium on this machine. */
  public static Optional<Path> executable() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(NAMES)
        .flatMap(name ->
            Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static HeadlessBrowser start(Path executable) throws IOException {
    Path home = Files.createTempDirectory("headless-browser");
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "--headless",
                // Containers of a build have no user namespaces; it only sees pages of ours.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-proxy-server",
                "--remote-debugging-port=0",
                "--user-data-dir=" + home,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
    Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    try {
      URI tab = tab(port(home));
      WebSocket socket = HTTP.newWebSocketBuilder().buildAsync(tab, new Answers(waiting)).join();
      HeadlessBrowser browser = new HeadlessBrowser(process, home, socket, waiting);
      browser.call("Page.enable", new JsonObject());
      browser.call("DOM.enable", new JsonObject());
      browser.call("Emulation.setScriptExecutionDisabled", new JsonObject().put("value", true));
      return browser;
    } catch (RuntimeException | AssertionError e) {
      process.destroyForcibly();
      throw new AssertionError(Files.readString(home.resolve("output")), e);
    }
  }

  /** Chromium writes down which port it took. */
  private static int port(Path home) {
    Path file = home.resolve("DevToolsActivePort");
    String written =
        Eventually.see(
            Duration.ofSeconds(PATIENCE_SECONDS),
            "Chromium listens",
            () -> read(file),
            text -> text.contains("\n"));
    return Integer.parseInt(written.lines().findFirst().orElseThrow());
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static URI tab(int port) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(BodyPublishers.noBody())
            .build();
    try {
      String answer = HTTP.send(request, BodyHandlers.ofString()).body();
      return URI.create(new JsonObject(answer).getString("webSocketDebuggerUrl"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  public void open(String url) {
    JsonObject answer = call("Page.navigate", new JsonObject().put("url", url));
    if (answer.containsKey("errorText")) {
      throw new AssertionError(url + ": " + answer.getString("errorText"));
    }
  }

  /** Waits until the page says so. */
  public String awaitText(String wanted) {
    return Eventually.see("the page says '" + wanted + "'", this::html, h -> h.contains(wanted));
  }

  /** The address of the page. */
  public String address() {
    JsonObject history = call("Page.getNavigationHistory", new JsonObject());
    return history
        .getJsonArray("entries")
        .getJsonObject(history.getInteger("currentIndex"))
        .getString("url");
  }

  /** Presses the button of this name with the mouse. */
  public void press(String button) {
    JsonObject box =
        Eventually.see("a button '" + button + "'", () -> box(button), Optional::isPresent)
            .orElseThrow();
    JsonArray corners = box.getJsonArray("content");
    double x = (corners.getDouble(0) + corners.getDouble(4)) / 2;
    double y = (corners.getDouble(1) + corners.getDouble(5)) / 2;
    for (String move : new String[] {"mousePressed", "mouseReleased"}) {
      call(
          "Input.dispatchMouseEvent",
          new JsonObject()
              .put("type", move)
              .put("x", x)
              .put("y", y)
              .put("button", "left")
              .put("clickCount", 1));
    }
  }

  private Optional<JsonObject> box(String button) {
    try {
      JsonObject search =
          new JsonObject().put("query", "//button[normalize-space()='" + button + "']");
      call("DOM.getDocument", new JsonObject());
      JsonObject found = call("DOM.performSearch", search);
      if (found.getInteger("resultCount") != 1) {
        return Optional.empty();
      }
      JsonObject first =
          new JsonObject()
              .put("searchId", found.getString("searchId"))
              .put("fromIndex", 0)
              .put("toIndex", 1);
      JsonObject node =
          new JsonObject()
              .put(
                  "nodeId",
                  call("DOM.getSearchResults", first).getJsonArray("nodeIds").getInteger(0));
      call("DOM.scrollIntoViewIfNeeded", node);
      return Optional.of(call("DOM.getBoxModel", node).getJsonObject("model"));
    } catch (Refused pageChanged) {
      return Optional.empty();
    }
  }

  private String html() {
    try {
      JsonObject document = call("DOM.getDocument", new JsonObject()).getJsonObject("root");
      JsonObject node = new JsonObject().put("nodeId", document.getInteger("nodeId"));
      return call("DOM.getOuterHTML", node).getString("outerHTML");
    } catch (Refused pageChanged) {
      return "";
    }
  }

  private JsonObject call(String method, JsonObject parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    JsonObject message =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    socket.sendText(message.encode(), true).join();
    JsonObject answered =
        answer
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .exceptionally(e -> new JsonObject().put("error", method + ": " + e))
            .join();
    if (answered.containsKey("error")) {
      throw new Refused(String.valueOf(answered.getValue("error")));
    }
    return answered.getJsonObject("result");
  }

  /** The browser does not do it: often, because there is another page by now. */
  private static final class Refused extends RuntimeException {
    Refused(String why) {
      super(why);
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Puts messages together and hands answers to whoever waits; events are of no interest. */
  private static final class Answers implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonObject>> waiting;
    private final StringBuilder message = new StringBuilder();

    Answers(Map<Integer, CompletableFuture<JsonObject>> waiting) {
      this.waiting = waiting;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        JsonObject whole = new JsonObject(message.toString());
        message.setLength(0);
        CompletableFuture<JsonObject> answer = waiting.remove(whole.getInteger("id", 0));
        if (answer != null) {
          answer.complete(whole);
        }
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
