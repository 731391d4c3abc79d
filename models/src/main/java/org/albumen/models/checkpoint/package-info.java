/**
 * Readers of published weight files: PyTorch checkpoints, NVIDIA's pickles, safetensors, ONNX
 * initialisers and TensorFlow.js models.
 */
@NullMarked
package org.albumen.models.checkpoint;

import org.jspecify.annotations.NullMarked;
