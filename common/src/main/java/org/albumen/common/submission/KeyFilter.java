package org.albumen.common.submission;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Set;
import org.albumen.common.fingerprint.ResultKeys;

/**
 * Which objects of a listing become jobs. Judges the key alone: contents are the worker's affair.
 */
public enum KeyFilter {
  /**
   * As {@link #PHOTOGRAPHS}, less the results of earlier jobs and what describes them, which are
   * known by their names ({@link ResultKeys#isResult}).
   */
  @JsonProperty("originals")
  ORIGINALS {
    @Override
    public boolean takes(String key) {
      return PHOTOGRAPHS.takes(key) && !ResultKeys.isResult(key);
    }
  },

  /**
   * Objects whose suffix is that of an image, read by the worker or not: an image that cannot be
   * read deserves a failure with a code, not silence. Names that begin with a dot are skipped.
   */
  @JsonProperty("photographs")
  PHOTOGRAPHS {
    @Override
    public boolean takes(String key) {
      String name = key.substring(key.lastIndexOf('/') + 1);
      int dot = name.lastIndexOf('.');
      return dot > 0
          && name.charAt(0) != '.'
          && SUFFIXES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
  },

  /** Every object. */
  @JsonProperty("all")
  ALL {
    @Override
    public boolean takes(String key) {
      return true;
    }
  };

  /** Raster images of the web, of scanners, of archives and of cameras. */
  private static final Set<String> SUFFIXES =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "webp", "bmp", "dib", "gif", "heic",
          "heif", "avif", "jp2", "j2k", "jpf", "jpx", "jpm", "j2c", "jxl", "jxr", "wdp", "hdp",
          "psd", "psb", "xcf", "tga", "pcx", "pcd", "ppm", "pgm", "pbm", "pnm", "pam", "sgi", "exr",
          "hdr", "djvu", "djv", "ico", "dng", "raw", "cr2", "cr3", "crw", "nef", "nrw", "arw",
          "srf", "sr2", "orf", "rw2", "raf", "pef", "srw", "x3f", "iiq", "3fr", "fff", "erf", "mef",
          "mos", "mrw", "kdc", "dcr", "rwl", "gpr");

  /**
   * Whether an object of this key becomes a job.
   *
   * @param key the whole key
   */
  public abstract boolean takes(String key);
}
