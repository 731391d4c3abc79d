package org.albumen.worker.model;

import org.albumen.models.footprint.Footprint;
import org.albumen.worker.budget.Need;

/** Footprints in the words of budgets. */
public final class Needs {
  private Needs() {}

  /**
   * What a footprint needs.
   *
   * @param room bytes of memory for rasters: what is larger goes to scratch files
   * @param gpu whether tensors are on a GPU; else they are the process's memory
   */
  public static Need of(Footprint footprint, long room, boolean gpu) {
    long process = Math.min(footprint.rasters(), room) + footprint.heap() + footprint.outside();
    return gpu
        ? new Need(process, footprint.heap(), footprint.tensors())
        : new Need(process + footprint.tensors(), footprint.heap(), 0);
  }
}
