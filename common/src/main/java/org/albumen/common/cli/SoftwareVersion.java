package org.albumen.common.cli;

import org.albumen.common.Software;
import picocli.CommandLine.IVersionProvider;

/** Answers {@code --version}. */
public final class SoftwareVersion implements IVersionProvider {
  /** Made by picocli. */
  public SoftwareVersion() {}

  @Override
  public String[] getVersion() {
    return new String[] {Software.NAME_AND_VERSION};
  }
}
