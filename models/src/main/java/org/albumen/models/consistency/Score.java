package org.albumen.models.consistency;

/**
 * How well two images agree.
 *
 * @param psnr peak signal to noise ratio of their colours in dB; infinite when they are the same
 * @param ssim mean structural similarity of their luma, at most 1, which it is when they are the
 *     same
 */
public record Score(double psnr, double ssim) {
  /** As a least score: met by all. */
  public static final Score ANY = new Score(0, -1);

  /** As a score: two images that are the same. */
  public static final Score SAME = new Score(Double.POSITIVE_INFINITY, 1);

  /** Whether both numbers are at least the other's. */
  public boolean meets(Score least) {
    return psnr >= least.psnr && ssim >= least.ssim;
  }
}
