package com.mlconnector.bench;

import com.mlconnector.process.JavaProcess;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The sender's process, from outside. */
final class LoadProcess implements AutoCloseable {
  private final JavaProcess process;
  private final BufferedReader results;
  private final Writer plans;

  private LoadProcess(JavaProcess process) {
    this.process = process;
    this.results = process.output();
    this.plans = process.input();
  }

  static LoadProcess start(Path folder) throws IOException {
    return new LoadProcess(
        JavaProcess.piped(folder.resolve("sender.log"), LoadMain.class.getName()));
  }

  LoadResult run(LoadPlan plan) throws IOException, InterruptedException {
    plans.write(plan.toJson().encode() + "\n");
    plans.flush();
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::readLine);
    try {
      return LoadResult.of(new JsonObject(answer.get(plan.seconds() + 90L, TimeUnit.SECONDS)));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The sender gave no result:\n" + process.lastWords(), e);
    }
  }

  private String readLine() {
    try {
      String line = results.readLine();
      // The JVM itself may have something to say first, for example about a flight recording.
      while (line != null && !line.startsWith("{")) {
        line = results.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("it has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
