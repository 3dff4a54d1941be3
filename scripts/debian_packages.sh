#!/usr/bin/env bash
# Install the Debian packages that tests need, where this machine lets us (root and apt);
# elsewhere say loudly what is missing. Never fails: the tests themselves decide whether a
# missing program is a skip or, under GIS_SLUZBY_STRICT, a failure.
set -u

packages=(
    chromium         # opens the built page: no request, no error, keyboard, axe
    fonts-liberation # a text font for it
    poppler-utils    # reads PDF sheets back
    python3-qgis     # opens the layers and the project; brings GDAL's validators
)

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)
    [[ $status == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
    echo "== apt-get install ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update --quiet=2 &&
        apt-get install --quiet=2 --yes --no-install-recommends \
            --option Dpkg::Options::=--force-unsafe-io "${missing[@]}" >/dev/null &&
        exit 0
fi

echo "!!"
echo "!! Not installed: ${missing[*]}"
echo "!! Tests that need them are LEFT OUT. On Debian: sudo apt-get install ${missing[*]}"
echo "!!"
