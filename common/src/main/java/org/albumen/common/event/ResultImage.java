package org.albumen.common.event;

/**
 * A stored result.
 *
 * @param sha256 of its bytes, 64 hex digits
 * @param size in bytes
 * @param width in pixels
 * @param height in pixels
 */
public record ResultImage(
    String bucket, String key, String mediaType, String sha256, long size, int width, int height) {}
