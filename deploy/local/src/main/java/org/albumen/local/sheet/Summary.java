package org.albumen.local.sheet;

/**
 * What is said of the batch as a whole; the counts are taken from the entries.
 *
 * @param recipe the recipe's name and version, for instance {@code photo@1}
 * @param software name and version of this program
 * @param seconds wall-clock time of the batch
 */
public record Summary(String recipe, String software, double seconds) {}
