package org.albumen.common.deadletter;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a dead letter by its place in the topic of dead letters; written {@code 0-17}.
 *
 * @param partition 0 or more
 * @param offset 0 or more
 */
public record LetterId(int partition, long offset) {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when it is none
   */
  @JsonCreator
  public static LetterId parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no letter's id, such as 0-17");
    }
    return new LetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  @Override
  @JsonValue
  public String toString() {
    return partition + "-" + offset;
  }
}
