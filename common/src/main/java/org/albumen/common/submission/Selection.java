package org.albumen.common.submission;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a submission makes jobs of. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Prefix.class, name = "prefix"),
  @JsonSubTypes.Type(value = Manifest.class, name = "manifest"),
  @JsonSubTypes.Type(value = Objects.class, name = "objects"),
  @JsonSubTypes.Type(value = SeedList.class, name = "seeds")
})
public sealed interface Selection permits Prefix, Manifest, Objects, SeedList {}
