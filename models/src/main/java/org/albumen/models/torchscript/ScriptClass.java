package org.albumen.models.torchscript;

/**
 * A TorchScript class. Its head (parameters, buffers, attributes) is written from the first {@link
 * ScriptModule} that has it; all modules of one class have the same members.
 *
 * @param name a Python identifier, unique in the archive
 * @param methods the methods' text as TorchScript accepts it, each indented by two blanks; {@code
 *     self} is typed by the class, for instance {@code def forward(self: __torch__.Net, x: Tensor)
 *     -> Tensor:}. May be empty.
 */
public record ScriptClass(String name, String methods) {
  public ScriptClass {
    if (!name.matches("[A-Za-z_][A-Za-z_0-9]*")) {
      throw new IllegalArgumentException("not a class name: " + name);
    }
  }
}
