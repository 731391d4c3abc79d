#!/usr/bin/env bash
# Makes a base image without a registry: a Java runtime by jlink, the shared objects that it and the native libraries
# ask for, a static busybox for a shell. Where images can be pulled, a published one serves as well (README.md,
# "Containers"). Needs Linux on x86-64, a JDK, busybox-static, and a Docker engine.
#
#   deploy/docker/base.sh [NAME]      NAME is albumen/base:17 by default
set -euo pipefail

name=${1:-albumen/base:17}
home=$(readlink -f "${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}")
export SOURCE_DATE_EPOCH=1767225600

fail() {
  echo "base.sh: $1" >&2
  exit 69
}
[[ $(uname -sm) == "Linux x86_64" ]] || fail "a base image can be made on Linux on x86-64 only; name a published one with BASE"
[[ -d $home/jmods ]] || fail "the JDK at $home has no jmods; set JAVA_HOME to a whole one"
busybox=$(command -v busybox) || fail "no busybox found; install busybox-static"
if ldd "$busybox" >/dev/null 2>&1; then fail "$busybox is not static; install busybox-static"; fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# All that Java SE has; then HTTP server, elliptic curves, Unsafe, extended management, DNS, sockets, zip.
"$home/bin/jlink" --module-path "$home/jmods" --output "$root/opt/java" --no-header-files --no-man-pages --compress 2 \
  --add-modules java.se,jdk.httpserver,jdk.crypto.ec,jdk.unsupported,jdk.management,jdk.naming.dns,jdk.net,jdk.zipfs
# Debian keeps its certificates outside the JDK, behind a link.
cp --dereference --remove-destination "$home/lib/security/cacerts" "$root/opt/java/lib/security/cacerts"

# What the runtime's libraries are linked with, and what libtorch, OpenCV and ONNX Runtime are linked with beyond that.
objects() {
  find "$root/opt/java" \( -name '*.so' -o -path '*/bin/java' \) -print0 |
    LD_LIBRARY_PATH="$home/lib:$home/lib/server" xargs -0 ldd 2>/dev/null | grep -o ' => /[^ ]*' | cut -c 5-
  ldconfig -p | grep -E '(libstdc\+\+\.so\.6|libgcc_s\.so\.1|librt\.so\.1|libdl\.so\.2|libpthread\.so\.0|libm\.so\.6|libutil\.so\.1|libresolv\.so\.2|libnss_(dns|files)\.so\.2) .*x86-64' |
    grep -o '/[^ ]*$'
}
mkdir -p "$root"/{bin,etc,tmp,lib64,usr/lib/x86_64-linux-gnu,usr/bin}
ln -s usr/lib "$root/lib"
cp --dereference /lib64/ld-linux-x86-64.so.2 "$root/lib64/"
objects | grep -v "^$home" | grep -v "^$root" | sort -u | xargs cp --dereference --target-directory="$root/usr/lib/x86_64-linux-gnu"
ln -s /opt/java/bin/java "$root/usr/bin/java"

cp "$busybox" "$root/bin/busybox"
for command in sh cat ls mkdir chown chmod touch rm cp mv ln id echo env sleep test; do
  ln -s busybox "$root/bin/$command"
done
printf 'root:x:0:0:root:/:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"

tar --create --directory "$root" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" . |
  docker import --change 'ENV PATH=/opt/java/bin:/usr/bin:/bin' --change 'ENV LANG=C.UTF-8' \
    --change 'LABEL org.opencontainers.image.title="Albumen base"' - "$name" >/dev/null
echo "$name"
