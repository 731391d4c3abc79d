package org.albumen.dispatcher.select;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.SourceReader;
import org.jspecify.annotations.Nullable;

/** The objects that an inventory's files name, file by file. */
final class InventoryWalk implements Walk {
  private final SourceReader store;
  private final SourceRule rule;
  private final Inventory inventory;
  private Position position;
  private @Nullable Walk file;

  InventoryWalk(SourceReader store, SourceRule rule, Inventory inventory, Position from) {
    this.store = store;
    this.rule = rule;
    this.inventory = inventory;
    this.position = from;
  }

  @Override
  public @Nullable Step next() throws AlbumenException {
    while (position.file() < inventory.files().size()) {
      if (file == null) {
        file = open(inventory.files().get(position.file()));
      }
      Step step = file.next();
      if (step != null) {
        position = step.after();
        return step;
      }
      close();
      position = new Position(null, position.file() + 1, 0, 0);
    }
    return null;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  private Walk open(ObjectRef ref) throws AlbumenException {
    Lines lines = ManifestWalks.lines(store, ref, null, position.offset());
    return new LinesWalk(lines, inventory.rows(), rule, ref.key(), position);
  }
}
