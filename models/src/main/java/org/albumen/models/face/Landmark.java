package org.albumen.models.face;

/**
 * A point of a face, in pixels of the photograph: (0, 0) is the outer corner of its first pixel,
 * the middle of that pixel is (0.5, 0.5).
 */
public record Landmark(double x, double y) {}
