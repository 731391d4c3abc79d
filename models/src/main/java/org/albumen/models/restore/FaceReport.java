package org.albumen.models.restore;

import org.albumen.models.consistency.Score;
import org.albumen.models.face.Face;
import org.albumen.models.face.restore.FaceOutcome;

/**
 * A face and what became of it.
 *
 * @param face in pixels of the photograph that was given
 * @param share how much of the restored face is seen: 1, less when it was blended down to agree
 *     with the original, 0 when it was not restored
 * @param consistency how well the result agrees with the original within the face's box
 */
public record FaceReport(Face face, FaceOutcome outcome, double share, Score consistency) {}
