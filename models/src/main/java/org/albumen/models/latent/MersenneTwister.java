package org.albumen.models.latent;

/**
 * MT19937 (Matsumoto and Nishimura 1998, doi:10.1145/272991.272995), seeded with one 32-bit number
 * as in the authors' revision of 2002.
 */
final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int DISTANCE = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int SEEDING = 1812433253;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = SEEDING * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next 32 bits. */
  int bits() {
    if (next == SIZE) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** A number of [0, 1) with 53 random bits, from two draws. */
  double uniform() {
    int high = bits() >>> 5;
    int low = bits() >>> 6;
    return (high * 0x1p26 + low) * 0x1p-53;
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + DISTANCE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX);
    }
  }
}
