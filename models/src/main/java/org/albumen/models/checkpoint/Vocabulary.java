package org.albumen.models.checkpoint;

import java.util.List;
import org.albumen.models.checkpoint.TorchGlobals.StorageRef;
import org.albumen.models.checkpoint.Unpickler.Global;
import org.albumen.models.checkpoint.Unpickler.PickleException;

/** The names that a pickle of one format may use, and what they mean here. Nothing is executed. */
interface Vocabulary {
  /** Returns the name if the format's pickles may use it. */
  Global require(Global global) throws PickleException;

  /** The storage that a persistent id refers to. */
  StorageRef persistent(List<?> id) throws PickleException;

  /** What a call of an allowed name gives. */
  Object call(Global function, List<?> arguments) throws PickleException;
}
