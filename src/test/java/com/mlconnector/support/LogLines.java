package com.mlconnector.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Everything that the gateway logs meanwhile: libraries at info, the most that can be configured,
 * its own classes even at trace.
 */
public final class LogLines implements BeforeAllCallback, AfterAllCallback {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (!event.getLoggerName().startsWith("com.mlconnector.sandbox")) {
            lines.add(line(event));
          }
        }
      };

  private final Logger ours = (Logger) LoggerFactory.getLogger("com.mlconnector");

  private Level before = Level.WARN;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = root.getLevel();
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    ours.setLevel(Level.TRACE);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    root.setLevel(before);
    ours.setLevel(null);
    root.detachAppender(appender);
  }

  public String text() {
    return String.join("\n", lines);
  }

  private static String line(ILoggingEvent event) {
    return event.getFormattedMessage()
        + event.getKeyValuePairs()
        + event.getMDCPropertyMap()
        + ThrowableProxyUtil.asString(event.getThrowableProxy());
  }
}
