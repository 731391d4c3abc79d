package org.albumen.models.restore;

import org.albumen.models.consistency.Score;
import org.albumen.models.face.Face;

/**
 * A face and what became of it.
 *
 * @param face in pixels of the photograph that was given
 * @param outcome a stable word, see {@link FaceWork.Treated}
 * @param share how much of the restored face is seen: 1, less when it was blended down to agree
 *     with the original, 0 when it was not restored
 * @param consistency how well the result agrees with the original within the face's box
 */
public record FaceReport(Face face, String outcome, double share, Score consistency) {}
