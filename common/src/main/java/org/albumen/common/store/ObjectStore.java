package org.albumen.common.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;

/**
 * Objects in buckets. Every method may throw {@link AlbumenException} with {@code
 * BUCKET_NOT_FOUND}, {@code ACCESS_DENIED} or {@code STORE_UNAVAILABLE}; others are named where
 * they occur. Implementations are safe for use by several threads.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * What the store says about an object; empty when there is none, or no such bucket: the answer to
   * a HEAD has no body that could tell the two apart.
   */
  Optional<ObjectHead> head(ObjectRef ref) throws AlbumenException;

  /**
   * Copies a source into a file, as a stream.
   *
   * @param source only this content is taken: the version, else the entity tag, else what has the
   *     same time; and always the same size, where it is known
   * @param file is created or overwritten
   * @param maxBytes more than this is refused before anything is read
   * @return what the store says about what was copied
   * @throws AlbumenException {@code SOURCE_NOT_FOUND}, {@code SOURCE_CHANGED} or {@code
   *     SOURCE_TOO_LARGE}
   */
  ObjectHead get(ObjectSource source, Path file, long maxBytes) throws AlbumenException;

  /**
   * Reads a small object whole.
   *
   * @return empty when there is none
   * @throws AlbumenException {@code SOURCE_TOO_LARGE} beyond {@code maxBytes}
   */
  Optional<byte[]> read(ObjectRef ref, int maxBytes) throws AlbumenException;

  /**
   * Writes an object if there is none of that key (RFC 9110, {@code If-None-Match: *}). The store
   * verifies the bytes by their SHA-256. Of several writers at once at most one is told {@link
   * PutOutcome#STORED}: where the answer to a write is lost and the write is tried again, its
   * writer is told {@link PutOutcome#ALREADY_THERE} of its own object.
   */
  PutOutcome putIfAbsent(ObjectRef ref, Content content) throws AlbumenException;

  /**
   * Every object whose key begins with a prefix, in the store's order, one page in memory at a
   * time. Closing the stream ends the listing. A failure in mid-stream is thrown as {@link
   * ListingFailedException}.
   */
  Stream<ObjectHead> list(String bucket, String prefix) throws AlbumenException;

  /**
   * Asks the store for a sign of life.
   *
   * @throws AlbumenException {@code STORE_UNAVAILABLE} when it does not answer at all
   */
  void ping() throws AlbumenException;

  @Override
  void close();

  /** What became of a conditional write. */
  enum PutOutcome {
    STORED,
    ALREADY_THERE
  }

  /**
   * What to write.
   *
   * @param file read as a stream
   * @param mediaType RFC 6838
   * @param sha256 of the file, 64 hex digits
   * @param metadata user metadata: ASCII, names in lower case
   */
  record Content(Path file, String mediaType, String sha256, Map<String, String> metadata) {
    public Content {
      metadata = Map.copyOf(metadata);
    }
  }
}
