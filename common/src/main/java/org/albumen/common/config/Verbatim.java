package org.albumen.common.config;

import java.io.Serial;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Leaves a text as it is, even an empty one: Kafka has settings whose empty value means something.
 * Public because SmallRye makes it.
 */
public final class Verbatim implements Converter<String> {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public String convert(String text) {
    return text;
  }
}
