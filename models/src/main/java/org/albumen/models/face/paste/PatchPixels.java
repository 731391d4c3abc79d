package org.albumen.models.face.paste;

import org.albumen.models.face.warp.Area;

/**
 * A part of a face in its place.
 *
 * @param area where it lies in the result
 * @param mask row by row, 0 for the photograph to 1 for the face
 * @param rgb row by row, red, green and blue
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record PatchPixels(Area area, float[] mask, byte[] rgb) {}
