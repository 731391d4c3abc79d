package org.albumen.dispatcher.api.auth;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.albumen.common.codec.Json;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.access.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens whose SHA-256 stand in a file: {@code {"tokens": [{"name": "scanner", "sha256": "<64
 * hex>", "roles": ["submit", "read"], "tenant": "archive"}]}}. The file is read again when it has
 * changed; one that cannot be read leaves the last one in force. Safe for use by several threads.
 *
 * <p>A fast hash does, since a token is no password: it is made at random with 128 bits or more (
 * {@code openssl rand -hex 32}), which nobody finds by trying, however fast that is. A slow hash
 * would but let anyone keep the processors busy.
 */
final class TokenFile implements Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final long LOOK_NANOS = 1_000_000_000L;
  private static final String SETTING = "albumen.dispatcher.tokens";

  private final Path file;
  private volatile State state;

  /** What the file held when it was last read. */
  private record State(List<Entry> entries, FileTime modified, long size, long lookedAt) {}

  private TokenFile(Path file, State state) {
    this.file = file;
    this.state = state;
  }

  /**
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  static TokenFile open(Path file) throws AlbumenException {
    try {
      return new TokenFile(file, read(file));
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, SETTING + " " + file + ": " + problem(e), e);
    }
  }

  @Override
  public Optional<Caller> caller(String token) {
    byte[] digest = HexFormat.of().parseHex(Digest.ofBytes(token.getBytes(StandardCharsets.UTF_8)));
    Entry found = null;
    for (Entry entry : entries()) {
      // Every entry is compared whole, so that the time taken tells nothing.
      if (MessageDigest.isEqual(digest, entry.digest())) {
        found = entry;
      }
    }
    return Optional.ofNullable(found).map(Entry::caller);
  }

  private List<Entry> entries() {
    State now = state;
    if (System.nanoTime() - now.lookedAt() >= LOOK_NANOS) {
      now = again(now);
      state = now;
    }
    return now.entries();
  }

  private State again(State before) {
    State kept = new State(before.entries(), before.modified(), before.size(), System.nanoTime());
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      boolean changed =
          !now.lastModifiedTime().equals(before.modified()) || now.size() != before.size();
      return changed ? read(file) : kept;
    } catch (IOException e) {
      LOG.error("{} {} is left as it was: {}", SETTING, file, problem(e));
      return kept;
    }
  }

  private static State read(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Tokens tokens = Json.read(Files.readAllBytes(file), Tokens.class);
    return new State(
        tokens.tokens(), attributes.lastModifiedTime(), attributes.size(), System.nanoTime());
  }

  private static String problem(IOException e) {
    return e instanceof JsonProcessingException ? Json.problem(e) : "it cannot be read";
  }

  /** The file. */
  record Tokens(List<Entry> tokens) {
    Tokens {
      tokens = List.copyOf(requireNonNull(tokens, "tokens"));
    }
  }

  record Entry(String name, String sha256, Set<Role> roles, @Nullable String tenant) {
    private static final int HEX_DIGITS = 64;

    Entry {
      requireNonNull(name, "name");
      requireNonNull(sha256, "sha256");
      roles = Set.copyOf(requireNonNull(roles, "roles"));
      if (name.isBlank()) {
        throw new IllegalArgumentException("name is empty");
      }
      if (!sha256.matches("[0-9a-fA-F]{" + HEX_DIGITS + "}")) {
        throw new IllegalArgumentException("sha256 is not " + HEX_DIGITS + " hex digits");
      }
    }

    byte[] digest() {
      return HexFormat.of().parseHex(sha256);
    }

    Caller caller() {
      return new Caller(name, roles, tenant, Caller.Authentication.TOKEN);
    }
  }
}
