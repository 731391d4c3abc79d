package org.albumen.models.restore;

/**
 * A photograph was made smaller before it was restored. All in pixels.
 *
 * @param fromWidth width of the photograph
 * @param fromHeight height of the photograph
 * @param toWidth width that the upscaler saw
 * @param toHeight height that the upscaler saw
 */
public record Downscaling(int fromWidth, int fromHeight, int toWidth, int toHeight) {}
