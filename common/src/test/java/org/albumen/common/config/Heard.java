package org.albumen.common.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged while this is open, from debug on, with stack traces; it is heard here
 * alone.
 */
public final class Heard implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final Level rootBefore = root.getLevel();
  private final Level kafkaBefore = kafka.getLevel();

  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

  private Heard() {
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender);
    root.setLevel(Level.DEBUG);
    kafka.setLevel(Level.DEBUG);
    events.start();
    root.addAppender(events);
  }

  /** Begins to listen. */
  public static Heard everything() {
    return new Heard();
  }

  /** What was heard so far, an entry each. */
  public List<String> lines() {
    return List.copyOf(events.list).stream()
        .map(
            event ->
                event.getLoggerName()
                    + " "
                    + event.getFormattedMessage()
                    + " "
                    + event.getKeyValuePairs()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .toList();
  }

  @Override
  public void close() {
    root.detachAppender(events);
    others.forEach(root::addAppender);
    root.setLevel(rootBefore);
    kafka.setLevel(kafkaBefore);
  }
}
