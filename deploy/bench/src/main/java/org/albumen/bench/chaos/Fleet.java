package org.albumen.bench.chaos;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Worker processes, so many at all times: one that falls is replaced at once, whoever felled it. To
 * be used by one thread.
 */
final class Fleet implements AutoCloseable {
  private static final int LANES = 3;
  private static final int BEGUN = 4;
  private static final Duration GRACE = Duration.ofSeconds(25);
  private static final Duration LEAVING = GRACE.plusSeconds(35);
  private static final String SOURCES = "/" + ProvingGround.SOURCES + "/";

  /** A worker that starts in seconds and stays small, for it will not live long. */
  private static final List<String> JAVA =
      List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private static final Map<String, String> SETTINGS =
      Map.of(
          "albumen.worker.lanes", Integer.toString(LANES),
          "albumen.worker.threads", "1",
          "albumen.worker.grace", GRACE.toString());

  private final ProvingGround ground;
  private final FaultProxy proxy;
  private final List<Post> serving = new ArrayList<>();
  private final List<Post> leaving = new ArrayList<>();
  private final Set<String> killed = new HashSet<>();
  private final List<String> unclean = new ArrayList<>();
  private int started;
  private int clean;

  Fleet(ProvingGround ground, FaultProxy proxy) {
    this.ground = ground;
    this.proxy = proxy;
  }

  /** Brings the fleet to so many workers. */
  void staff(int workers) throws IOException {
    while (serving.size() < workers) {
      started++;
      FaultProxy.Door door = proxy.open();
      String name = "worker-" + started;
      serving.add(new Post(WorkerChild.start(name, ground, door.endpoint(), JAVA, SETTINGS), door));
    }
  }

  /** Notes who has ended by now, and replaces who should not have. */
  void tend() throws IOException {
    for (Post post : List.copyOf(leaving)) {
      OptionalInt exit = post.worker.exit();
      if (exit.isPresent()) {
        left(post, exit.getAsInt());
      }
    }
    int workers = serving.size();
    for (Post post : List.copyOf(serving)) {
      OptionalInt exit = post.worker.exit();
      if (exit.isPresent()) {
        serving.remove(post);
        post.door.close();
        unclean.add(ending(post, "ended by itself", exit.getAsInt()));
      }
    }
    staff(workers);
  }

  /**
   * Those that may be struck: those at work, while they are most of the fleet, so that others can
   * take over. At work is who has begun several jobs for each lane, and so has ended most of them.
   * A fleet of which every worker is killed as soon as it has started gets nowhere, and on a busy
   * machine that may be every one.
   */
  List<Post> targets() {
    List<Post> atWork =
        serving.stream()
            .filter(post -> post.worker.alive() && post.fetched().size() >= BEGUN * LANES)
            .toList();
    return 2 * atWork.size() > serving.size() ? atWork : List.of();
  }

  /**
   * Strikes a worker and puts another in its place.
   *
   * @param gentle by SIGTERM, else by SIGKILL
   * @param ended keys of the photographs whose job has ended
   */
  Blow strike(Post post, boolean gentle, Set<String> ended)
      throws IOException, InterruptedException {
    int workers = serving.size();
    serving.remove(post);
    Set<String> inHand = new HashSet<>(post.fetched());
    inHand.removeAll(ended);
    Instant now = Instant.now();
    if (gentle) {
      post.worker.terminate();
      leaving.add(post);
    } else {
      post.worker.kill();
      killed.add(post.worker.name());
      post.door.close();
    }
    staff(workers);
    return new Blow(post.worker.name(), gentle, now, inHand);
  }

  /** Ends all workers by SIGTERM and waits for them. */
  void dismiss() throws IOException, InterruptedException {
    serving.forEach(post -> post.worker.terminate());
    leaving.addAll(serving);
    serving.clear();
    for (Post post : List.copyOf(leaving)) {
      OptionalInt exit = post.worker.exit(LEAVING);
      if (exit.isPresent()) {
        left(post, exit.getAsInt());
      } else {
        unclean.add(post.worker.name() + " did not end when it was told to");
      }
    }
  }

  /** How many ended with 0 when they were told to stop. */
  int clean() {
    return clean;
  }

  /** Who ended by itself, or otherwise than it was told to. */
  List<String> unclean() {
    return List.copyOf(unclean);
  }

  /** The names of those that were killed. */
  Set<String> killed() {
    return Set.copyOf(killed);
  }

  /** Kills whoever is left. */
  @Override
  public void close() throws IOException {
    try {
      for (Post post : serving) {
        post.worker.kill();
      }
      for (Post post : leaving) {
        post.worker.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void left(Post post, int exit) throws IOException {
    leaving.remove(post);
    post.door.close();
    if (exit == 0) {
      clean++;
    } else {
      unclean.add(ending(post, "was told to stop and ended", exit));
    }
  }

  private static String ending(Post post, String how, int exit) throws IOException {
    return "%s %s with %d: %s"
        .formatted(post.worker.name(), how, exit, post.worker.lastWord().orElse("not a word"));
  }

  /** A worker and its door to the store. */
  record Post(WorkerChild worker, FaultProxy.Door door) {
    /** Keys of the photographs that it has fetched, those of the calm run left out. */
    private Set<String> fetched() {
      return door.fetched().stream()
          .filter(path -> path.startsWith(SOURCES))
          .map(path -> URLDecoder.decode(path, StandardCharsets.UTF_8))
          .map(path -> path.substring(SOURCES.length()))
          .filter(key -> key.startsWith(Archive.PREFIX))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * A worker was struck.
   *
   * @param gentle by SIGTERM, else by SIGKILL
   * @param inHand keys of the photographs that it had begun
   */
  record Blow(String worker, boolean gentle, Instant at, Set<String> inHand) {
    Blow {
      inHand = Set.copyOf(inHand);
    }
  }
}
