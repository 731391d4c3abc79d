package org.albumen.models.composite;

/**
 * How much of a photograph was altered.
 *
 * @param coverage share of the result's pixels that are not the (enlarged) original's, 0 to 1
 * @param changed number of those pixels
 */
public record Alteration(double coverage, long changed) {}
