package org.albumen.worker.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.codec.Json;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.ResultImage;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.premis.Premis;
import org.albumen.common.sidecar.Alteration;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.ObjectStore.Content;
import org.albumen.common.store.ObjectStore.PutOutcome;
import org.albumen.worker.claim.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Results in the object store. The image is written first, then its mask and its PREMIS description
 * where the recipe asks for them, its sidecar last, all only if absent: where a sidecar stands, the
 * result is whole, and of several workers one wins. Safe for use by several threads.
 */
public final class ResultStore {
  private static final int MAX_SIDECAR_BYTES = 8 << 20;
  private static final String SHA256 = "albumen-sha256";
  private static final String FINGERPRINT = "albumen-fingerprint";

  private final ObjectStore store;

  public ResultStore(ObjectStore store) {
    this.store = store;
  }

  /** The finished result of a claim, if there is one. */
  public Optional<Sidecar> find(Claim claim) throws AlbumenException {
    Optional<Sidecar> sidecar = readSidecar(claim);
    if (sidecar.isEmpty()) {
      return Optional.empty();
    }
    Optional<ObjectHead> image = store.head(claim.keys().image());
    return sidecar.filter(
        found -> image.isPresent() && image.get().size() == found.result().size());
  }

  /**
   * Writes a result and what belongs to it, or finds that somebody else has.
   *
   * @param files the encoded result, and its mask if the sidecar tells of one
   * @param sidecar describes it
   * @param scratch where descriptions may stand until they are sent
   * @return the sidecar that stands in the store now: ours, or the winner's
   * @throws AlbumenException {@code RESULT_CONFLICT} when other bytes stand under this fingerprint
   *     and no finished result; or a code of the store
   */
  public Stored store(Claim claim, Products files, Sidecar sidecar, Path scratch)
      throws AlbumenException {
    if (!put(claim, files.result(), sidecar.result())) {
      return new Stored(winner(claim), false);
    }
    Alteration alteration = sidecar.alteration();
    ResultImage mask = alteration == null ? null : alteration.mask();
    if (mask != null && files.mask() != null && !put(claim, files.mask(), mask)) {
      return new Stored(winner(claim), false);
    }
    ObjectRef premis = sidecar.premis();
    if (premis != null) {
      store.putIfAbsent(premis, written(Premis.of(sidecar), Premis.MEDIA_TYPE, scratch));
    }
    return storeSidecar(claim, sidecar, scratch);
  }

  /** Whether these bytes stand in the store now, written by this call or by another. */
  private boolean put(Claim claim, Path file, ResultImage image) throws AlbumenException {
    ObjectRef key = new ObjectRef(image.bucket(), image.key());
    Map<String, String> metadata =
        Map.of(SHA256, image.sha256(), FINGERPRINT, claim.fingerprint().hex());
    Content content = new Content(file, image.mediaType(), image.sha256(), metadata);
    return store.putIfAbsent(key, content) == PutOutcome.STORED || holds(key, image.sha256());
  }

  private Stored storeSidecar(Claim claim, Sidecar sidecar, Path scratch) throws AlbumenException {
    Content content = written(Json.writePretty(sidecar), "application/json", scratch);
    if (store.putIfAbsent(claim.keys().sidecar(), content) == PutOutcome.STORED) {
      return new Stored(sidecar, true);
    }
    Sidecar winner = winner(claim);
    if (!winner.result().sha256().equals(sidecar.result().sha256())) {
      throw conflict(claim);
    }
    return new Stored(winner, false);
  }

  private static Content written(byte[] description, String mediaType, Path scratch) {
    try {
      Files.write(scratch, description);
    } catch (IOException e) {
      throw new UncheckedIOException("the description cannot be written to " + scratch, e);
    }
    return new Content(scratch, mediaType, Digest.ofBytes(description), Map.of());
  }

  /** Whether the object in the store has these bytes. */
  private boolean holds(ObjectRef key, String sha256) throws AlbumenException {
    return store.head(key).map(head -> sha256.equals(head.metadata().get(SHA256))).orElse(false);
  }

  private Sidecar winner(Claim claim) throws AlbumenException {
    return find(claim).orElseThrow(() -> conflict(claim));
  }

  private Optional<Sidecar> readSidecar(Claim claim) throws AlbumenException {
    Optional<byte[]> json = store.read(claim.keys().sidecar(), MAX_SIDECAR_BYTES);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      Sidecar sidecar = Json.readLenient(json.get(), Sidecar.class);
      if (sidecar.fingerprint().equals(claim.fingerprint().hex())) {
        return Optional.of(sidecar);
      }
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.RESULT_CONFLICT,
          claim.keys().sidecar() + " is no sidecar: " + Json.problem(e),
          e);
    }
    throw conflict(claim);
  }

  private static AlbumenException conflict(Claim claim) {
    return new AlbumenException(
        FailureCode.RESULT_CONFLICT,
        "another result stands at " + claim.keys().image() + " without its sidecar");
  }

  /**
   * Files to be stored.
   *
   * @param result the encoded result
   * @param mask the alteration mask, if there is one
   */
  public record Products(Path result, @Nullable Path mask) {}

  /**
   * What stands in the store.
   *
   * @param ours whether this call wrote it
   */
  public record Stored(Sidecar sidecar, boolean ours) {}
}
