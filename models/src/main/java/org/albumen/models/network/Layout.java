package org.albumen.models.network;

/** How images lie in memory while a network calculates. */
public enum Layout {
  /** What suits the network. */
  AUTO,
  /** Channel by channel, row by row. */
  ROWS,
  /** Pixel by pixel, the channels of each side by side. */
  CHANNELS_LAST
}
