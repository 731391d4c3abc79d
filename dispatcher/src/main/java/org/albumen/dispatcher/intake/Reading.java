package org.albumen.dispatcher.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.KeyRule;
import org.albumen.common.job.ObjectSource;
import org.albumen.dispatcher.intake.Notification.Entry;
import org.albumen.dispatcher.intake.Notification.Stored;
import org.albumen.dispatcher.intake.Notification.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A message, read. One record that is none says nothing about the others.
 *
 * @param changes what has happened, in the message's order
 * @param passedOver what cannot be read
 */
record Reading(List<Change> changes, List<PassedOver> passedOver) {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final String CREATED = "ObjectCreated:";

  /** MinIO calls these creations; the content stays as it was. */
  private static final Set<String> OF_ATTRIBUTES =
      Set.of("PutTagging", "DeleteTagging", "PutRetention", "PutLegalHold");

  /** What the worker's results say of themselves; MinIO puts {@code X-Amz-Meta-} before it. */
  private static final String FINGERPRINT = "albumen-fingerprint";

  /** SNS in SQS; nobody wraps more. */
  private static final int MOST_WRAPPINGS = 2;

  /** What becomes no change. */
  record PassedOver(Reason reason, String message) {}

  /**
   * Reads a message.
   *
   * @param sent when the message was; holds where an event does not say its time
   */
  static Reading of(byte @Nullable [] message, Instant sent) {
    Reading reading = new Reading(new ArrayList<>(), new ArrayList<>());
    if (message == null) {
      reading.passOver(Reason.MALFORMED, "the message is empty");
      return reading;
    }
    try {
      reading.add(unwrapped(message), sent);
    } catch (IOException e) {
      reading.passOver(Reason.MALFORMED, Json.problem(e));
    }
    return reading;
  }

  private static Notification unwrapped(byte[] message) throws IOException {
    Notification notification = Json.readLenient(message, Notification.class);
    for (int i = 0; i < MOST_WRAPPINGS && notification.message() != null; i++) {
      notification = Json.readLenient(notification.message().getBytes(UTF_8), Notification.class);
    }
    return notification;
  }

  private void add(Notification notification, Instant sent) {
    if (notification.records() != null) {
      for (Entry entry : notification.records()) {
        add(entry, sent);
      }
    } else if ("s3:TestEvent".equals(notification.event())) {
      passOver(Reason.TEST, "a test");
    } else {
      passOver(Reason.MALFORMED, "the message has no Records");
    }
  }

  private void add(@Nullable Entry entry, Instant sent) {
    Subject subject = entry == null ? null : entry.s3();
    if (entry == null || entry.eventName() == null || subject == null) {
      passOver(Reason.MALFORMED, "a record has no eventName or no s3");
    } else if (entry.eventSource() == null || !entry.eventSource().endsWith(":s3")) {
      passOver(Reason.SENDER, "eventSource " + entry.eventSource() + " is no store");
    } else if (!isRead(entry.eventVersion(), entry.eventSource())) {
      passOver(Reason.VERSION, "eventVersion " + entry.eventVersion() + " is not read");
    } else {
      add(entry, entry.eventName(), subject, sent);
    }
  }

  private void add(Entry entry, String eventName, Subject subject, Instant sent) {
    Stored stored = subject.stored();
    String bucket = subject.bucket() == null ? null : subject.bucket().name();
    if (stored == null || isBlank(stored.key()) || bucket == null || isBlank(bucket)) {
      passOver(Reason.MALFORMED, "a record names no object");
      return;
    }
    if (stored.size() != null && stored.size() < 0) {
      passOver(Reason.MALFORMED, "a record's size is negative");
      return;
    }
    try {
      String key = URLDecoder.decode(stored.key(), UTF_8);
      KeyRule.requireKey("a key", key);
      String name = eventName.startsWith("s3:") ? eventName.substring(3) : eventName;
      changes.add(
          new Change(
              new ObjectSource(
                  bucket, key, stored.versionId(), bare(stored.tag()), stored.size(), null),
              isCreation(name),
              isOurs(stored.userMetadata()),
              stored.sequencer(),
              time(entry.eventTime(), sent)));
    } catch (IllegalArgumentException e) {
      passOver(Reason.MALFORMED, "a record's key is not URL-encoded");
    } catch (AlbumenException e) {
      passOver(Reason.KEY, String.valueOf(e.getMessage()));
    }
  }

  /**
   * 2.1 and every later minor version, which may only add fields. MinIO writes the same and calls
   * it 2.0.
   */
  private static boolean isRead(@Nullable String version, String source) {
    Matcher matcher = VERSION.matcher(version == null ? "" : version);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != 2) {
      return false;
    }
    return Integer.parseInt(matcher.group(2)) >= 1 || source.equals("minio:s3");
  }

  private static boolean isCreation(String name) {
    return name.startsWith(CREATED) && !OF_ATTRIBUTES.contains(name.substring(CREATED.length()));
  }

  private static boolean isOurs(@Nullable Map<String, @Nullable String> metadata) {
    return metadata != null
        && metadata.keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(FINGERPRINT));
  }

  private static @Nullable String bare(@Nullable String tag) {
    return tag == null ? null : tag.replace("\"", "");
  }

  private static Instant time(@Nullable String time, Instant sent) {
    try {
      return time == null ? sent : Instant.parse(time);
    } catch (DateTimeException e) {
      return sent;
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private void passOver(Reason reason, String message) {
    passedOver.add(new PassedOver(reason, message));
  }
}
