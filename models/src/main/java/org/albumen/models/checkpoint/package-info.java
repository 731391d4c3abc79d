/** Readers of published weight files: PyTorch checkpoints, safetensors and ONNX initialisers. */
@NullMarked
package org.albumen.models.checkpoint;

import org.jspecify.annotations.NullMarked;
