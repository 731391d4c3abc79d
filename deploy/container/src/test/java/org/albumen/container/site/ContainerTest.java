package org.albumen.container.site;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of containers, which is given the {@link Site}. Without a Docker engine it is skipped and
 * says so; where the environment has {@code ALBUMEN_CONTAINERS=required} it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SiteExtension.class)
public @interface ContainerTest {}
