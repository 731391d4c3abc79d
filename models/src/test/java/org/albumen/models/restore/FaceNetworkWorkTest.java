package org.albumen.models.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.albumen.models.composite.Compositor;
import org.albumen.models.composite.Patch;
import org.albumen.models.face.align.Alignment;
import org.albumen.models.face.align.Template;
import org.albumen.models.face.paste.FacePatch;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.face.warp.Area;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.Masters;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.junit.jupiter.api.Test;

class FaceNetworkWorkTest {
  @Test
  void aFaceIsLaidWhereItsCropWasTaken() throws Exception {
    // Given: a crop of 64 pixels at (20, 10), restored to one gray
    Photograph gray = Photograph.black(64, 64);
    ByteBuffer rgb = gray.rgb();
    while (rgb.hasRemaining()) {
      rgb.put((byte) 77);
    }
    Alignment alignment = new Alignment(new Affine(1, 0, -20, 0, 1, -10), Template.ffhq(64));
    FacePatch face = FacePatch.of(gray, alignment, null, 1, Area.of(120, 100));
    Master original = Masters.noise(new RasterShape(120, 100, 3, 8), Metadata.NONE);
    Raster result = RasterRoom.onHeap().create(original.shape());

    // When
    Patch patch = FaceNetworkWork.laid(face);
    new Compositor(original, List.of(patch), result, null).rows(0, 100);

    // Then: the gray in the middle, the original's bytes beyond the square
    byte[] before = Masters.bytes(original.raster());
    byte[] after = Masters.bytes(result);
    assertThat(after[(42 * 120 + 52) * 3]).isEqualTo((byte) 77);
    assertThat(patch.x()).isBetween(16, 20);
    assertThat(patch.y()).isBetween(6, 10);
    for (int i = 0; i < 120 * 100; i++) {
      boolean within = i % 120 >= 19 && i % 120 <= 85 && i / 120 >= 9 && i / 120 <= 75;
      if (!within) {
        assertThat(after[3 * i]).isEqualTo(before[3 * i]);
      }
    }
  }
}
