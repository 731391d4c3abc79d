package org.albumen.dispatcher.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.albumen.common.job.Lane;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.submission.Manifest;
import org.albumen.dispatcher.view.JobState;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An enum's values as commands and JSON write them, {@code s3-batch} for {@code S3_BATCH}: for
 * reading, and for a shell to complete. picocli makes them. Immutable.
 */
abstract class Words<E extends Enum<E>> implements Iterable<String>, ITypeConverter<E> {
  private final List<E> values;

  private Words(Class<E> type) {
    this.values = Arrays.asList(type.getEnumConstants());
  }

  /** A value's word. */
  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Iterator<String> iterator() {
    return values.stream().map(Words::of).iterator();
  }

  @Override
  public E convert(String word) {
    return values.stream()
        .filter(value -> of(value).equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + word + "' is not one of " + String.join(", ", this)));
  }

  static final class Lanes extends Words<Lane> {
    Lanes() {
      super(Lane.class);
    }
  }

  static final class Takes extends Words<KeyFilter> {
    Takes() {
      super(KeyFilter.class);
    }
  }

  static final class Formats extends Words<Manifest.Format> {
    Formats() {
      super(Manifest.Format.class);
    }
  }

  static final class States extends Words<JobState> {
    States() {
      super(JobState.class);
    }
  }
}
