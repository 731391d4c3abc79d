package org.albumen.dispatcher.tally;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What was found.
 *
 * @param entries by position
 * @param more whether there is more after the last of them; then there is a last
 */
record Answer(List<Entry> entries, boolean more) {
  private static final Comparator<Entry> BY_POSITION =
      Comparator.comparing(Entry::position, Position::compare);

  Answer {
    entries = List.copyOf(entries);
  }

  /**
   * Several answers as one: the first entries of all, up to where one of them does not know more.
   *
   * @param limit of entries
   */
  static Answer merged(Collection<Answer> answers, int limit) {
    List<Entry> all = new ArrayList<>();
    answers.forEach(answer -> all.addAll(answer.entries));
    all.sort(BY_POSITION);
    answers.stream()
        .filter(Answer::more)
        .map(answer -> answer.entries.get(answer.entries.size() - 1))
        .min(BY_POSITION)
        .ifPresent(last -> all.removeIf(entry -> BY_POSITION.compare(entry, last) > 0));
    boolean more = all.size() > limit || answers.stream().anyMatch(Answer::more);
    return new Answer(all.size() > limit ? all.subList(0, limit) : all, more);
  }
}
