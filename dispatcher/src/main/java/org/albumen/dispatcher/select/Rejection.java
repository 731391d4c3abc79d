package org.albumen.dispatcher.select;

import org.albumen.common.failure.FailureCode;

/**
 * A row that became no job.
 *
 * @param file the key of the file that it stands in
 * @param line its line, from 1
 * @param message one line
 */
public record Rejection(String file, long line, FailureCode code, String message) {}
