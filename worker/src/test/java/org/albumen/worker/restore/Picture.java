package org.albumen.worker.restore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterReader;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;

/** What is in an image's file; samples are 0 to the most that its depth has, channel by channel. */
record Picture(RasterShape shape, Metadata metadata, List<Integer> samples) {
  static Picture of(Path file) throws Exception {
    try (Master master = MasterReader.read(file, ReadLimits.DEFAULT, RasterRoom.onHeap())) {
      RasterShape shape = master.shape();
      ByteBuffer bytes = ByteBuffer.allocate((int) shape.bytes()).order(ByteOrder.nativeOrder());
      master.raster().read(0, 0, shape.width(), shape.height(), bytes);
      bytes.flip();
      List<Integer> samples = new ArrayList<>();
      while (bytes.hasRemaining()) {
        samples.add(shape.bits() == 8 ? bytes.get() & 0xff : bytes.getShort() & 0xffff);
      }
      return new Picture(shape, master.metadata(), samples);
    }
  }

  List<Integer> pixel(int index) {
    return samples.subList(index * shape.channels(), (index + 1) * shape.channels());
  }

  int most() {
    return Collections.max(samples);
  }
}
