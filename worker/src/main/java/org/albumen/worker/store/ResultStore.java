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
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.ObjectStore.Content;
import org.albumen.common.store.ObjectStore.PutOutcome;
import org.albumen.worker.claim.Claim;

/**
 * Results in the object store. The image is written first, its sidecar last, both only if absent:
 * where a sidecar stands, the result is whole, and of several workers one wins. Safe for use by
 * several threads.
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
   * Writes a result, or finds that somebody else has.
   *
   * @param image the encoded result
   * @param sidecar describes it
   * @param scratch where the sidecar's file may stand until it is sent
   * @return the sidecar that stands in the store now: ours, or the winner's
   * @throws AlbumenException {@code RESULT_CONFLICT} when other bytes stand under this fingerprint
   *     and no finished result; or a code of the store
   */
  public Stored store(Claim claim, Path image, Sidecar sidecar, Path scratch)
      throws AlbumenException {
    ResultImage result = sidecar.result();
    Map<String, String> metadata =
        Map.of(SHA256, result.sha256(), FINGERPRINT, claim.fingerprint().hex());
    PutOutcome outcome =
        store.putIfAbsent(
            claim.keys().image(),
            new Content(image, result.mediaType(), result.sha256(), metadata));
    if (outcome == PutOutcome.ALREADY_THERE && !holds(claim, result.sha256())) {
      return new Stored(winner(claim), false);
    }
    return storeSidecar(claim, sidecar, scratch);
  }

  private Stored storeSidecar(Claim claim, Sidecar sidecar, Path scratch) throws AlbumenException {
    byte[] json = Json.writePretty(sidecar);
    try {
      Files.write(scratch, json);
    } catch (IOException e) {
      throw new UncheckedIOException("the sidecar cannot be written to " + scratch, e);
    }
    Content content = new Content(scratch, "application/json", Digest.ofBytes(json), Map.of());
    if (store.putIfAbsent(claim.keys().sidecar(), content) == PutOutcome.STORED) {
      return new Stored(sidecar, true);
    }
    Sidecar winner = winner(claim);
    if (!winner.result().sha256().equals(sidecar.result().sha256())) {
      throw conflict(claim);
    }
    return new Stored(winner, false);
  }

  /** Whether the image in the store has these bytes. */
  private boolean holds(Claim claim, String sha256) throws AlbumenException {
    return store
        .head(claim.keys().image())
        .map(head -> sha256.equals(head.metadata().get(SHA256)))
        .orElse(false);
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
   * What stands in the store.
   *
   * @param ours whether this call wrote it
   */
  public record Stored(Sidecar sidecar, boolean ours) {}
}
