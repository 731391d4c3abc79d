/** StyleGAN2 and the restoration networks that have it as their decoder. */
@NullMarked
package org.albumen.models.network.stylegan2;

import org.jspecify.annotations.NullMarked;
