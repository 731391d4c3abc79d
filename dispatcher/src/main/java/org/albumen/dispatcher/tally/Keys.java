package org.albumen.dispatcher.tally;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Keys in the stores. One store holds several kinds of entries, told apart by the first byte, since
 * every store costs a database and a topic. Names are in UTF-8, each but the last ended by a zero.
 */
final class Keys {
  private static final byte JOB = 'j';
  private static final byte INDEX = 'i';
  private static final byte COUNTS = 'c';
  private static final byte CHANGED = 'd';
  private static final byte PART = 'p';
  private static final byte TOTAL = 't';
  private static final byte FACTS = 'b';
  private static final byte ROW = 'r';
  private static final byte OF_ALL = 'a';
  private static final byte OF_TENANT = 'o';

  /** Up to which order batches were forgotten. */
  static final Bytes FORGOTTEN = new Bytes(new byte[] {'f'});

  private Keys() {}

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes, int from) {
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }

  /** A batch's jobs. */
  static Bytes jobs(String batch) {
    return key(JOB, batch, "");
  }

  static Bytes job(String batch, String job) {
    return key(JOB, batch, job);
  }

  /** Everything by which a batch's jobs are found. */
  static Bytes indexes(String batch) {
    return key(INDEX, batch, "");
  }

  /** Jobs in a state. */
  static Bytes index(String batch, JobState state) {
    return key(INDEX, batch, "s" + state.name(), "");
  }

  /** Jobs that failed with a code. */
  static Bytes index(String batch, FailureCode code) {
    return key(INDEX, batch, "c" + code.name(), "");
  }

  /** Jobs that somebody should look at. */
  static Bytes toReview(String batch) {
    return key(INDEX, batch, "r", "");
  }

  /**
   * Where the jobs that a query asks for are found; null when no job can be such. Of all of them
   * that is the jobs themselves.
   */
  static @Nullable Bytes of(String batch, JobQuery query) {
    boolean onlyFailed = query.code() != null;
    boolean onlySucceeded = query.toReview();
    JobState state = query.state();
    if ((onlyFailed && onlySucceeded)
        || (onlyFailed && state != null && state != JobState.FAILED)
        || (onlySucceeded && state != null && state != JobState.SUCCEEDED)) {
      return null;
    }
    if (query.code() != null) {
      return index(batch, query.code());
    }
    if (onlySucceeded) {
      return toReview(batch);
    }
    return state == null ? jobs(batch) : index(batch, state);
  }

  static Bytes counts(String batch) {
    return key(COUNTS, batch);
  }

  /** Batches whose counts were not sent on since they changed. */
  static Bytes changed(String batch) {
    return key(CHANGED, batch);
  }

  /** The last counts that a partition sent of a batch. */
  static Bytes part(String batch, int partition) {
    return after(parts(batch), ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
  }

  static Bytes parts(String batch) {
    return key(PART, batch, "");
  }

  static Bytes total(String batch) {
    return key(TOTAL, batch);
  }

  static Bytes facts(String batch) {
    return key(FACTS, batch);
  }

  static Bytes row(String batch, String file, long line) {
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(line).array();
    return after(key(ROW, batch, file, ""), number);
  }

  static Bytes rows(String batch) {
    return key(ROW, batch, "");
  }

  /** Batches in the order of {@link Position}: everybody's, or a tenant's. */
  static Bytes listed(@Nullable String tenant) {
    return tenant == null ? new Bytes(new byte[] {OF_ALL}) : key(OF_TENANT, tenant, "");
  }

  /** The key with something after it. */
  static Bytes after(Bytes prefix, byte[] rest) {
    byte[] start = prefix.get();
    byte[] all = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, all, start.length, rest.length);
    return new Bytes(all);
  }

  /** The first key that follows this one. */
  static Bytes next(Bytes key) {
    return after(key, new byte[1]);
  }

  /** The first key that does not begin with this, whose last byte is not the greatest. */
  static Bytes end(Bytes prefix) {
    byte[] end = prefix.get().clone();
    end[end.length - 1]++;
    return new Bytes(end);
  }

  private static Bytes key(byte kind, String... names) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.write(kind);
    for (int i = 0; i < names.length; i++) {
      key.writeBytes(text(names[i]));
      if (i < names.length - 1) {
        key.write(0);
      }
    }
    return new Bytes(key.toByteArray());
  }
}
