package org.albumen.models.catalogue;

import java.nio.file.Path;

/**
 * What an import found.
 *
 * @param name how the model is called now
 * @param tensors how many arrays the network takes from the file
 * @param numbers how many numbers they hold together
 * @param ignored how many further arrays the file has that the network does not use
 * @param sha256 of the file
 * @param published whether that is the SHA-256 that the card states
 * @param torchScript the archive that was written
 */
public record Imported(
    String name,
    int tensors,
    long numbers,
    int ignored,
    String sha256,
    boolean published,
    Path torchScript) {}
