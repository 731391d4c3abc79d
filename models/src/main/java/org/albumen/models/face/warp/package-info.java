/** Bringing parts of images into another position by bilinear resampling, with OpenCV. */
@NullMarked
package org.albumen.models.face.warp;

import org.jspecify.annotations.NullMarked;
