package org.albumen.bench.chaos;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.albumen.bench.chaos.Ledger.Kind;
import org.albumen.bench.chaos.Ledger.Letter;
import org.albumen.bench.chaos.Ledger.Order;
import org.albumen.bench.chaos.Ledger.StoredObject;
import org.albumen.bench.chaos.Ledger.Told;

/**
 * Compares what was ordered with what became of it. Judges by the ledger alone. To be used once.
 */
final class Reconciler {
  private final Map<String, MadePhotograph> contents;
  private final References references;
  private final List<String> lost = new ArrayList<>();
  private final List<String> doubled = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> orphans = new ArrayList<>();
  private final Map<String, Integer> codes = new TreeMap<>();
  private int stored;
  private int failed;

  /**
   * @param contents what was to be submitted, by key
   * @param references what becomes of a content, by its name
   */
  Reconciler(Map<String, MadePhotograph> contents, References references) {
    this.contents = contents;
    this.references = references;
  }

  /** Reconciles. */
  Reconciliation reconcile(Ledger ledger) {
    Map<String, Order> jobs = new LinkedHashMap<>();
    ledger.orders().forEach(order -> jobs.putIfAbsent(order.job(), order));
    Map<String, List<Told>> told = ledger.told().stream().collect(groupingBy(Told::job));
    Map<String, List<Letter>> letters = ledger.letters().stream().collect(groupingBy(Letter::job));
    Map<String, List<StoredObject>> objects =
        ledger.objects().stream().collect(groupingBy(StoredObject::stem));
    for (Order job : jobs.values()) {
      judge(
          new Case(
              job,
              told.getOrDefault(job.job(), List.of()),
              letters.getOrDefault(job.job(), List.of()),
              objects.getOrDefault(job.stem(), List.of())));
    }
    requireAllSubmitted(jobs);
    orphans(ledger, jobs);
    return new Reconciliation(
        jobs.size(),
        ledger.orders().size(),
        stored,
        failed,
        codes,
        lost,
        doubled,
        wrong,
        orphans,
        ledger.told().size() - distinct(ledger.told().stream().map(Told::id).toList()),
        ledger.letters().size() - letters.size());
  }

  private void judge(Case job) {
    MadePhotograph content = contents.get(job.order.key());
    if (content == null) {
      wrong.add(job + " nobody meant to submit");
      return;
    }
    job.failure().ifPresent(this::count);
    Findings found = new Findings();
    if (job.told.isEmpty()) {
      found.lost.add("no event of its end");
    }
    if (job.outcomes().size() > 1) {
      found.doubled.add("both a success and a failure");
    }
    if (content.failure() == null) {
      good(job, content, found);
    } else {
      bad(job, content.failure().name(), found);
    }
    note(job, found.lost, lost);
    note(job, found.doubled, doubled);
    note(job, found.wrong, wrong);
  }

  private void count(Told failure) {
    failed++;
    codes.merge(String.valueOf(failure.failure()), 1, Integer::sum);
  }

  /** One line a job, however much there is to say of it. */
  private static void note(Case job, List<String> findings, List<String> lines) {
    if (!findings.isEmpty()) {
      String why =
          job.failure().map(end -> " (" + end.failure() + ": " + end.message() + ")").orElse("");
      lines.add(job + " has " + String.join(", ", findings) + why);
    }
  }

  private void good(Case job, MadePhotograph content, Findings found) {
    boolean whole = true;
    for (Kind kind : Kind.values()) {
      long count = job.objects.stream().filter(object -> object.kind() == kind).count();
      whole &= count > 0;
      if (count == 0) {
        found.lost.add("no " + kind);
      } else if (count > 1) {
        found.doubled.add(count + " of " + kind);
      }
    }
    if (!whole) {
      return;
    }
    if (!job.letters.isEmpty()) {
      found.doubled.add("a result and a dead letter");
    }
    found.wrong.addAll(bytes(job, references.of(content)));
    if (job.outcomes().equals(Set.of(true))) {
      stored++;
    }
  }

  /** What is not as it must be of the bytes of a result. */
  private static Set<String> bytes(Case job, References.Reference reference) {
    Set<String> faults = new TreeSet<>();
    for (StoredObject object : job.objects) {
      switch (object.kind()) {
        case IMAGE -> differ(faults, "a result other than the calm one", object, reference.image());
        case MASK -> differ(faults, "a mask other than the calm one", object, reference.mask());
        case SIDECAR -> {
          differ(faults, "a result other than its sidecar says", job, Kind.IMAGE, object);
          differ(faults, "a mask other than its sidecar says", job, Kind.MASK, object);
        }
        case PREMIS -> {}
      }
    }
    String image = job.sha256(Kind.IMAGE);
    if (job.told.stream().anyMatch(end -> end.succeeded() && !image.equals(end.sha256()))) {
      faults.add("a result other than its event says");
    }
    return faults;
  }

  private static void differ(Set<String> faults, String what, StoredObject object, String must) {
    if (!object.sha256().equals(must)) {
      faults.add(what);
    }
  }

  private static void differ(
      Set<String> faults, String what, Case job, Kind kind, StoredObject sidecar) {
    Ledger.Said said = sidecar.said();
    String word = said == null ? null : kind == Kind.IMAGE ? said.image() : said.mask();
    if (!job.sha256(kind).equals(word)) {
      faults.add(what);
    }
  }

  private static void bad(Case job, String code, Findings found) {
    if (!job.objects.isEmpty()) {
      found.wrong.add("a result and must not");
    }
    if (job.outcomes().contains(true)) {
      found.wrong.add("a success and must not");
    }
    if (job.letters.isEmpty()) {
      found.lost.add("no dead letter");
    }
    Set<String> codes = new TreeSet<>();
    job.letters.forEach(letter -> codes.add(letter.code()));
    job.told.stream()
        .filter(end -> !end.succeeded())
        .forEach(end -> codes.add(String.valueOf(end.failure())));
    codes.remove(code);
    if (!codes.isEmpty()) {
      found.wrong.add(codes + " for " + code);
    }
  }

  private void requireAllSubmitted(Map<String, Order> jobs) {
    Set<String> missing = new TreeSet<>(contents.keySet());
    jobs.values().forEach(order -> missing.remove(order.key()));
    missing.forEach(key -> lost.add(key + " was never submitted"));
  }

  private void orphans(Ledger ledger, Map<String, Order> jobs) {
    Set<String> asked = jobs.values().stream().map(Order::stem).collect(Collectors.toSet());
    orphans.addAll(ledger.strays());
    ledger.objects().stream()
        .collect(groupingBy(object -> object.stem() + "." + object.fingerprint()))
        .forEach(
            (result, parts) -> {
              Set<Kind> kinds = parts.stream().map(StoredObject::kind).collect(Collectors.toSet());
              boolean whole = kinds.contains(Kind.IMAGE) && kinds.contains(Kind.SIDECAR);
              if (!whole || !asked.contains(parts.get(0).stem())) {
                orphans.add(result + " has " + new TreeSet<>(kinds));
              }
            });
  }

  private static int distinct(List<String> ids) {
    return new HashSet<>(ids).size();
  }

  /** What is amiss with one job. */
  private static final class Findings {
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
  }

  /** A job and all that is there of it. */
  private record Case(
      Order order, List<Told> told, List<Letter> letters, List<StoredObject> objects) {
    /** True of a success, false of a failure. */
    Set<Boolean> outcomes() {
      return told.stream().map(Told::succeeded).collect(Collectors.toSet());
    }

    String sha256(Kind kind) {
      return objects.stream()
          .filter(object -> object.kind() == kind)
          .map(StoredObject::sha256)
          .findFirst()
          .orElse("");
    }

    /** The failure that was told, if one was. */
    Optional<Told> failure() {
      return told.stream().filter(end -> !end.succeeded()).findFirst();
    }

    @Override
    public String toString() {
      return "job " + order.job() + " of " + order.key();
    }
  }
}
