/** StyleGAN2 in NVIDIA's layout and StyleGAN3: style-based generators of images from noise. */
@NullMarked
package org.albumen.models.network.stylegan;

import org.jspecify.annotations.NullMarked;
