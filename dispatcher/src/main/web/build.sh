#!/usr/bin/env bash
# Compiles the page: build.sh WORK OUTPUT. The compiler and the typefaces are installed in the folder WORK, by npm and
# from the lock file alone; the page is written to the folder OUTPUT. What is up to date is left as it is.
set -euo pipefail
work=$1 output=$2
cd "$(dirname "${BASH_SOURCE[0]}")"

fail() {
  echo "the page cannot be built: $1" >&2
  exit 69
}

# npm writes this file last.
installed=$work/node_modules/.package-lock.json
if [[ ! -e $installed || package-lock.json -nt $installed ]]; then
  command -v npm >/dev/null || fail "no npm found; install Node.js with npm"
  mkdir -p "$work"
  cp package.json package-lock.json .npmrc "$work"
  (cd "$work" && npm ci --prefer-offline >npm.out 2>&1) || fail "npm ci failed; see $work/npm.out"
  touch "$installed"
fi

# index.html is written last, too. A folder is newer when a file was taken away.
if [[ -e $output/index.html && ! $installed -nt $output/index.html ]] &&
  [[ -z $(find . -name node_modules -prune -o -newer "$output/index.html" -print -quit) ]]; then
  exit 0
fi
rm -rf "$output"
mkdir -p "$output/assets/fonts"
"$work/node_modules/.bin/tsc" --project . --outDir "$output/assets"
fonts=$work/node_modules/@fontsource-variable
for font in source-serif-4/files/source-serif-4-latin{,-ext}-opsz-normal source-serif-4/files/source-serif-4-latin-wght-italic \
  source-sans-3/files/source-sans-3-latin{,-ext}-wght-normal; do
  cp "$fonts/$font.woff2" "$output/assets/fonts"
done
# The licence asks to go with them.
for family in source-serif-4 source-sans-3; do
  cp "$fonts/$family/LICENSE" "$output/assets/fonts/$family.LICENSE.txt"
done
cp style.css icon.svg failure-codes.json "$output/assets"
cp index.html "$output"
