package org.albumen.models.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place that has the weights, and the file it must give. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "address", value = Source.Address.class),
  @JsonSubTypes.Type(name = "npm", value = Source.Npm.class)
})
public sealed interface Source {
  /** SHA-256 of the file: 64 lower-case hex digits. */
  String sha256();

  /** The file's length in bytes. */
  long size();

  /** The key of the state dictionary inside a PyTorch file; null when it has none. */
  @Nullable String rootKey();

  /** The file's own name. */
  String fileName();

  /** For a user: where this is. */
  String words();

  /**
   * A file behind an {@code https} or {@code file} address.
   *
   * @param address absolute
   */
  record Address(URI address, String sha256, long size, @Nullable String rootKey)
      implements Source {
    private static final Set<String> SCHEMES = Set.of("https", "file");

    public Address {
      if (address.getScheme() == null || !SCHEMES.contains(address.getScheme())) {
        throw new IllegalArgumentException("an address begins with https: or file:");
      }
      requireFile(sha256, size);
    }

    @Override
    public String fileName() {
      String path = address.getPath();
      return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String words() {
      return address.toString();
    }
  }

  /**
   * A file of a package that {@code package-lock.json} pins.
   *
   * @param name the package
   * @param path inside the package
   */
  record Npm(String name, String path, String sha256, long size, @Nullable String rootKey)
      implements Source {
    public Npm {
      if (path.startsWith("/") || path.contains("..") || name.contains("..")) {
        throw new IllegalArgumentException("a path inside the package is needed");
      }
      requireFile(sha256, size);
    }

    @Override
    public String fileName() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String words() {
      return "npm package " + name;
    }
  }

  private static void requireFile(String sha256, long size) {
    if (!sha256.matches("[0-9a-f]{64}") || size < 1) {
      throw new IllegalArgumentException("a source needs sha256 (64 hex digits) and size (bytes)");
    }
  }
}
