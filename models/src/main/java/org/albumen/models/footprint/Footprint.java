package org.albumen.models.footprint;

/**
 * What a piece of work holds at most, in bytes. Its parts need not reach their peaks at the same
 * time.
 *
 * @param rasters samples, in a {@link org.albumen.models.imaging.raster.RasterRoom} if that has
 *     room, else in scratch files
 * @param heap of the JVM's heap
 * @param outside in direct buffers and native libraries
 * @param tensors where the networks run: on the GPU if there is one, else in the process
 */
public record Footprint(long rasters, long heap, long outside, long tensors) {
  public Footprint {
    if (rasters < 0 || heap < 0 || outside < 0 || tensors < 0) {
      throw new IllegalArgumentException("nothing takes less than no memory");
    }
  }
}
