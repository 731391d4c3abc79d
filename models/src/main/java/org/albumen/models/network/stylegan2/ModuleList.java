package org.albumen.models.network.stylegan2;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/** Modules named {@code 0}, {@code 1}, ... without computation of their own. */
final class ModuleList {
  private final ScriptModule.Builder list;
  private int size;

  ModuleList(String className) {
    list = ScriptModule.of(new ScriptClass(className, ""));
  }

  ModuleList add(ScriptModule module) {
    list.module(Integer.toString(size++), module);
    return this;
  }

  /** Leaves a number out, as the published lists do for layers without weights. */
  ModuleList skip() {
    size++;
    return this;
  }

  ScriptModule build() {
    return list.build();
  }

  /** How a script calls upon member {@code index}. */
  static String member(String list, int index) {
    return "getattr(self." + list + ", \"" + index + "\")";
  }
}
