package org.albumen.common.config;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.ForwardingAdmin;

/**
 * A Kafka admin client (KIP-787) that closes at once. Kafka's own waits without a limit for what a
 * mute broker has not answered; whoever closes this one has had the answers that it asked for. Safe
 * for use by several threads.
 */
final class PromptAdmin extends ForwardingAdmin {
  PromptAdmin(Map<String, Object> properties) {
    super(properties);
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
