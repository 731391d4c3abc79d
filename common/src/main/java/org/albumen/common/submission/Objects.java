package org.albumen.common.submission;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.albumen.common.job.ObjectSource;

/**
 * Objects that are named one by one.
 *
 * @param objects 1 to {@link #MOST}; what they say of themselves is believed
 */
public record Objects(List<ObjectSource> objects) implements Selection {
  /** More belong into a manifest. */
  public static final int MOST = 1_000;

  public Objects {
    objects = List.copyOf(requireNonNull(objects, "objects"));
    if (objects.isEmpty() || objects.size() > MOST) {
      throw new IllegalArgumentException("objects must be 1 to " + MOST);
    }
  }
}
