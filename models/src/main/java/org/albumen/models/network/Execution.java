package org.albumen.models.network;

import org.albumen.models.torchscript.ScriptModule;

/**
 * How a network answers, when it need not learn.
 *
 * @param form names the calculation: another name wherever the numbers may be others
 * @param module takes and answers what the network's {@link TensorNetwork#module} does, within
 *     rounding; its weights are the checkpoint's or made of them
 * @param layout what {@link Layout#AUTO} means for it
 * @param narrow whether it can calculate with 16-bit weights
 */
public record Execution(String form, ScriptModule module, Layout layout, boolean narrow) {

  /** The declared module itself, in 32-bit floats and rows. */
  public static Execution plain(ScriptModule module) {
    return new Execution("plain", module, Layout.ROWS, false);
  }

  /** That layout, or what suits the network. */
  public Layout resolve(Layout wanted) {
    return wanted == Layout.AUTO ? layout : wanted;
  }

  /** That precision as it is on this machine; 32 bits when it is automatic and needs them. */
  public Precision resolve(Precision wanted) {
    return wanted == Precision.AUTO && !narrow ? Precision.FP32 : wanted.resolve();
  }
}
