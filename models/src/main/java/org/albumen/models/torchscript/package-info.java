/** Writing TorchScript archives: declared modules and weights into a .pt that libtorch loads. */
@NullMarked
package org.albumen.models.torchscript;

import org.jspecify.annotations.NullMarked;
