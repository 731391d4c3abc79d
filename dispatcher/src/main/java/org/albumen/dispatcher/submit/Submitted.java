package org.albumen.dispatcher.submit;

import java.time.Duration;

/**
 * What a submission has come to, or stands at while it runs.
 *
 * @param jobs published, or in a dry run counted
 * @param bytes that the jobs' sources have together
 * @param skipped objects that the filter left out
 * @param elapsed since the listing began
 */
public record Submitted(String batchId, long jobs, long bytes, long skipped, Duration elapsed) {}
