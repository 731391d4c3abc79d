#!/usr/bin/env bash
# Builds the images from what `mvn -Dquick package` left in the modules' target folders.
#
#   deploy/docker/build.sh [worker] [dispatcher] [services]      the first two by default
#
# BASE  the image to build on: Java 17 or newer, a shell, glibc. albumen/base:17 by default, which base.sh makes
#       when it is not there; where images can be pulled, for instance eclipse-temurin:17-jre
# TAG   the images' tag, "dev" by default
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
home=$(cd "$here/../.." && pwd)
own_base=albumen/base:17
base=${BASE:-$own_base}
tag=${TAG:-dev}
images=("$@")
[[ $# -gt 0 ]] || images=(worker dispatcher)
# Contents alone make a layer, not the time at which they were laid out.
epoch=1767225600

fail() {
  echo "build.sh: $1" >&2
  exit 69
}

# The jar of a module, and the jars that it needs.
jars() {
  local module=$1 listed="$home/$1/target/classpath.runtime"
  [[ -e $listed ]] || fail "nothing is built; run first: mvn -Dquick package"
  find "$home/$module/target" -maxdepth 1 -name 'albumen-*.jar' ! -name '*-sources.jar' ! -name '*-tests.jar'
  tr ':' '\n' <"$listed"
}

unpack() {
  (cd "$2" && jar --extract --file "$1")
}

# libtorch, unpacked, and the library that binds it to Java, under the name by which DJL looks for it.
lay_libtorch() {
  local context=$1 unpacked=$2 binding
  mkdir -p "$context/libtorch" "$unpacked/torch" "$unpacked/jni"
  unpack "$(grep -E '/pytorch-native-cpu-[^/]*\.jar$' "$unpacked/jars")" "$unpacked/torch"
  mv "$unpacked"/torch/pytorch/cpu/linux-x86_64/* "$context/libtorch/"
  binding=$(grep -E '/pytorch-jni-[^/]*\.jar$' "$unpacked/jars")
  unpack "$binding" "$unpacked/jni"
  mv "$unpacked/jni/jnilib/linux-x86_64/cpu/libdjl_torch.so" \
    "$context/libtorch/$(basename "$binding" .jar | sed -E 's/^pytorch-jni-[^-]+-//')-libdjl_torch.so"
}

# ONNX Runtime's jar holds the libraries and debug symbols of every system: 137 MB, of which 1 MB is Java.
lay_onnxruntime() {
  local context=$1 unpacked=$2 whole
  mkdir -p "$context/native" "$unpacked/onnxruntime"
  whole=$(grep -E '/onnxruntime-[0-9][^/]*\.jar$' "$unpacked/jars")
  unpack "$whole" "$unpacked/onnxruntime"
  mv "$unpacked"/onnxruntime/ai/onnxruntime/native/linux-x64/*.so "$context/native/"
  rm -r "$unpacked/onnxruntime/ai/onnxruntime/native"
  find "$unpacked/onnxruntime" -exec touch --date="@$epoch" {} +
  jar --create --no-manifest --file "$context/lib/$(basename "$whole")" -C "$unpacked/onnxruntime" .
}

# RocksDB's jar holds the library for every system: 72 MB, of which two are of use in an image.
lay_rocksdb() {
  local context=$1 unpacked=$2 whole
  mkdir -p "$unpacked/rocksdb"
  whole=$(grep -E '/rocksdbjni-[0-9][^/]*\.jar$' "$unpacked/jars")
  unpack "$whole" "$unpacked/rocksdb"
  find "$unpacked/rocksdb" -maxdepth 1 -name 'librocksdbjni*' ! -name 'librocksdbjni-linux64.so' ! -name 'librocksdbjni-linux-aarch64.so' -delete
  find "$unpacked/rocksdb" -exec touch --date="@$epoch" {} +
  rm "$context/lib/$(basename "$whole")"
  jar --create --no-manifest --file "$context/lib/$(basename "$whole")" -C "$unpacked/rocksdb" .
}

lay_out() {
  local image=$1 module=$2 context="$home/target/docker/$1" unpacked
  rm -rf "$context"
  mkdir -p "$context"/{lib,own}
  unpacked=$(mktemp -d "$home/target/docker/unpacked-XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$unpacked'" RETURN
  jars "$module" >"$unpacked/jars"
  grep '/albumen-[^/]*$' "$unpacked/jars" | xargs cp --target-directory="$context/own"
  grep -v '/albumen-[^/]*$' "$unpacked/jars" | grep -vE '/(pytorch-native-cpu|pytorch-jni|onnxruntime-[0-9])' |
    xargs cp --target-directory="$context/lib"
  if [[ $image == worker ]]; then
    lay_libtorch "$context" "$unpacked"
    lay_onnxruntime "$context" "$unpacked"
  elif [[ $image == dispatcher ]]; then
    lay_rocksdb "$context" "$unpacked"
  fi
  cp "$here/$image"/* "$home/LICENSE" "$home/NOTICE" "$context/"
  find "$context" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
  find "$context" -exec touch --no-dereference --date="@$epoch" {} +
}

# What an image is made of. Jars of others never change once they have a name.
inputs() {
  local image=$1 module=$2
  {
    docker image inspect --format '{{.Id}}' "$base" 2>/dev/null || echo "$base"
    echo "$version $revision"
    jars "$module" | grep -v '/albumen-[^/]*$'
    jars "$module" | grep '/albumen-[^/]*$' | xargs cat "${BASH_SOURCE[0]}" "$here/$image"/* "$home/LICENSE" "$home/NOTICE" |
      sha256sum
  } | sha256sum | cut -c 1-64
}

build() {
  local image=$1 module=$2 inputs
  inputs=$(inputs "$image" "$module")
  if [[ $(docker image inspect --format '{{index .Config.Labels "org.albumen.inputs"}}' "albumen/$image:$tag" 2>/dev/null) == "$inputs" ]]; then
    echo "albumen/$image:$tag (as before)"
    return
  fi
  lay_out "$image" "$module"
  # Without buildx the classic builder does it; it asks for no registry when the base is here.
  if ! docker buildx version >/dev/null 2>&1; then export DOCKER_BUILDKIT=0; fi
  docker build --quiet --build-arg "BASE=$base" --build-arg "VERSION=$version" --build-arg "REVISION=$revision" \
    --label "org.albumen.inputs=$inputs" --tag "albumen/$image:$tag" "$home/target/docker/$image" >/dev/null 2>"$home/target/docker/$image.log" ||
    { cat "$home/target/docker/$image.log" >&2; exit 1; }
  rm -rf "$home/target/docker/$image"
  # Earlier images of these that have lost their names would fill the disk.
  docker image prune --force --filter label=org.albumen.inputs >/dev/null
  echo "albumen/$image:$tag"
}

docker version >/dev/null 2>&1 || fail "no Docker engine answers"
if ! docker image inspect "$base" >/dev/null 2>&1 && [[ $base == "$own_base" ]]; then
  "$here/base.sh" "$own_base"
fi
version=$(sed -nE '0,/<version>/s/.*<version>(.*)<\/version>.*/\1/p' "$home/pom.xml")
revision=$(git -C "$home" describe --always --abbrev=40 --dirty 2>/dev/null || echo unknown)
mkdir -p "$home/target/docker"

for image in "${images[@]}"; do
  case $image in
    worker) build worker worker ;;
    dispatcher) build dispatcher dispatcher ;;
    services) build services deploy/container ;;
    *) fail "there is no image $image; there are worker, dispatcher, services" ;;
  esac
done
