package org.albumen.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The broker's configuration: one node, one replica of everything, share groups made prompt. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";

  private BrokerSettings() {}

  static Map<String, String> of(Path dataFolder, List<Listener> doors, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(node(dataFolder, doors, controllerPort));
    settings.putAll(internalTopics());
    settings.putAll(shareGroups());
    settings.putAll(footprint());
    // After kill -9 the next start waits until the dead broker's session has ended.
    settings.put("broker.session.timeout.ms", "6000");
    settings.put("broker.heartbeat.interval.ms", "1000");
    // Partitions may be assigned to a killed worker alone: they wait until its session has ended.
    settings.put("group.share.min.session.timeout.ms", "6000");
    settings.put("group.share.session.timeout.ms", "6000");
    return settings;
  }

  private static Map<String, String> node(
      Path dataFolder, List<Listener> doors, int controllerPort) {
    String controller = EmbeddedKafka.HOST + ":" + controllerPort;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        String.valueOf(NODE_ID),
        "log.dirs",
        dataFolder.toString(),
        "listeners",
        joined(doors, Listener::bound) + "," + CONTROLLER + "://" + controller,
        "advertised.listeners",
        joined(doors, Listener::advertised),
        "listener.security.protocol.map",
        joined(doors, door -> door.name() + ":PLAINTEXT") + "," + CONTROLLER + ":PLAINTEXT",
        "inter.broker.listener.name",
        doors.get(0).name(),
        "controller.listener.names",
        CONTROLLER,
        "controller.quorum.voters",
        NODE_ID + "@" + controller,
        "auto.create.topics.enable",
        "false");
  }

  private static String joined(List<Listener> doors, Function<Listener, String> part) {
    return doors.stream().map(part).collect(Collectors.joining(","));
  }

  private static Map<String, String> internalTopics() {
    Map<String, String> settings = new HashMap<>();
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    return settings;
  }

  /** Members join at once, and a group may choose its lock from one second to one hour. */
  private static Map<String, String> shareGroups() {
    return Map.of(
        "group.share.assignor.offload.enable", "false",
        "group.share.min.assignment.interval.ms", "0",
        "group.share.assignment.interval.ms", "0",
        "group.share.min.heartbeat.interval.ms", "500",
        "group.share.heartbeat.interval.ms", "500",
        "group.share.min.record.lock.duration.ms", "1000",
        "group.share.max.record.lock.duration.ms", "3600000",
        "group.share.max.size", "1000",
        "group.initial.rebalance.delay.ms", "0");
  }

  /** Few threads and small buffers: this broker shares its machine with the networks. */
  private static Map<String, String> footprint() {
    return Map.of(
        "num.network.threads", "2",
        "num.io.threads", "2",
        "background.threads", "2",
        "num.recovery.threads.per.data.dir", "1",
        "log.cleaner.dedupe.buffer.size", "2097152",
        "log.index.size.max.bytes", "1048576",
        "metric.reporters", "");
  }
}
