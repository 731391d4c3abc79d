package org.albumen.dispatcher.select;

import java.util.Iterator;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.SourceReader;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.dispatcher.submit.Seeds;
import org.jspecify.annotations.Nullable;

/** A walk for every kind of selection. */
final class Walks {
  private Walks() {}

  static Walk open(SourceReader store, SourceRule rule, Selection selection, Position from)
      throws AlbumenException {
    if (selection instanceof Prefix prefix) {
      return new Listed(prefix, store.list(prefix.bucket(), prefix.prefix(), from.after()));
    }
    if (selection instanceof Manifest manifest) {
      return ManifestWalks.open(store, rule, manifest, from);
    }
    if (selection instanceof Objects objects) {
      return new Named(objects.objects().iterator(), from);
    }
    return new Drawn(seeds((SeedList) selection), from);
  }

  private static Seeds seeds(SeedList list) throws AlbumenException {
    try {
      return Seeds.parse(list.seeds());
    } catch (IllegalArgumentException e) {
      throw new AlbumenException(FailureCode.BAD_ARGUMENT, String.valueOf(e.getMessage()), e);
    }
  }

  /** The objects of a listing. */
  private static final class Listed implements Walk {
    private final Prefix prefix;
    private final Stream<ObjectHead> listing;
    private final Iterator<ObjectHead> objects;

    Listed(Prefix prefix, Stream<ObjectHead> listing) {
      this.prefix = prefix;
      this.listing = listing;
      this.objects = listing.iterator();
    }

    @Override
    public @Nullable Step next() {
      if (!objects.hasNext()) {
        return null;
      }
      ObjectSource source = objects.next().asSource();
      boolean offered = prefix.filter().takes(source.key());
      return new Step.Found(source, offered, new Position(source.key(), 0, 0, 0));
    }

    @Override
    public void close() {
      listing.close();
    }
  }

  /** Objects that a submission names itself. */
  private static final class Named implements Walk {
    private final Iterator<ObjectSource> objects;
    private long row;

    Named(Iterator<ObjectSource> objects, Position from) {
      this.objects = objects;
      while (row < from.row()) {
        objects.next();
        row++;
      }
    }

    @Override
    public @Nullable Step next() {
      return objects.hasNext()
          ? new Step.Found(objects.next(), true, new Position(null, 0, 0, ++row))
          : null;
    }

    @Override
    public void close() {}
  }

  /** Seeds. */
  private static final class Drawn implements Walk {
    private final Iterator<SeedSource> seeds;
    private long row;

    Drawn(Seeds seeds, Position from) {
      this.seeds = seeds.from(from.row());
      this.row = from.row();
    }

    @Override
    public @Nullable Step next() {
      return seeds.hasNext()
          ? new Step.Found(seeds.next(), true, new Position(null, 0, 0, ++row))
          : null;
    }

    @Override
    public void close() {}
  }
}
