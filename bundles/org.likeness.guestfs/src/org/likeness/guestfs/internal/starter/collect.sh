#!/bin/sh
# Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0
# After the last package: puts those that were fetched where mmdebstrap copies them into the cache from. Runs outside
# the new root ($1), in the namespaces that mmdebstrap made.
set -eu
cd "$1/var/cache/apt/archives"
for deb in *.deb; do
	if [ -f "$deb" ] && ! grep -qxF -e "$deb" ../../../../tmp/likeness/cached; then
		mv "$deb" ../../../../tmp/likeness/debs/
	fi
done
