package org.albumen.models.torchscript;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.albumen.models.torchscript.ScriptModule.Constant;
import org.albumen.models.torchscript.ScriptModule.Member;
import org.albumen.models.torchscript.ScriptModule.Submodule;
import org.albumen.models.torchscript.ScriptModule.Weight;

/** The text of {@code code/__torch__.py}: every class once, those inside before those around. */
final class ScriptSource {
  private final Map<String, String> texts = new LinkedHashMap<>();

  private ScriptSource() {}

  static String of(ScriptModule root) {
    ScriptSource source = new ScriptSource();
    source.add(root);
    return String.join("\n", source.texts.values());
  }

  private void add(ScriptModule module) {
    for (Member member : module.members().values()) {
      if (member instanceof Submodule inner) {
        add(inner.module());
      }
    }
    String text = text(module);
    String known = texts.putIfAbsent(module.type().name(), text);
    if (known != null && !known.equals(text)) {
      throw new IllegalArgumentException(
          "two modules of class " + module.type().name() + " differ in members or methods");
    }
  }

  private static String text(ScriptModule module) {
    StringBuilder text = new StringBuilder();
    text.append("class ").append(module.type().name()).append("(Module):\n");
    text.append("  __parameters__ = ").append(names(module, Weight::trained)).append('\n');
    text.append("  __buffers__ = ").append(names(module, w -> !w.trained())).append('\n');
    module.members().forEach((name, member) -> text.append(declare(name, member)));
    return text.append(module.type().methods()).toString();
  }

  private static String names(ScriptModule module, Predicate<Weight> which) {
    return module.members().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Weight weight && which.test(weight))
        .map(entry -> '"' + entry.getKey() + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String declare(String name, Member member) {
    boolean identifier = name.matches("[A-Za-z_][A-Za-z_0-9]*");
    String left = identifier ? name + " : " : "__annotations__[\"" + name + "\"] = ";
    return "  " + left + type(member) + "\n";
  }

  private static String type(Member member) {
    if (member instanceof Submodule inner) {
      return "__torch__." + inner.module().type().name();
    }
    if (member instanceof Constant constant) {
      return constant.value() instanceof Long
          ? "int"
          : constant.value() instanceof Double ? "float" : "bool";
    }
    return "Tensor";
  }
}
