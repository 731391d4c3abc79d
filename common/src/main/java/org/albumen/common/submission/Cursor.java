package org.albumen.common.submission;

import org.jspecify.annotations.Nullable;

/**
 * How far a submission has become jobs, and what came of it so far.
 *
 * @param page pages that were expanded
 * @param after the last key of a listing that was looked at; null before the first
 * @param file the file of an inventory that is read, from 0
 * @param offset bytes of that file, or of the manifest, that were read, after decompression
 * @param row rows of that file, objects or seeds that were looked at
 * @param matched objects that the filter let through
 * @param jobs jobs that were made
 * @param bytes of the jobs' sources, as far as known
 * @param skipped objects that became no jobs
 * @param rejected rows that were malformed
 */
public record Cursor(
    long page,
    @Nullable String after,
    int file,
    long offset,
    long row,
    long matched,
    long jobs,
    long bytes,
    long skipped,
    long rejected) {
  /** Before the first page. */
  public static final Cursor START = new Cursor(0, null, 0, 0, 0, 0, 0, 0, 0, 0);
}
