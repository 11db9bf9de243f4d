#!/bin/sh
# Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0
# Before the first package: runs outside the new root ($1), in the namespaces that mmdebstrap made.
set -eu
mkdir -p "$1/tmp/likeness/debs" "$1/var/cache/apt/archives"
# mmdebstrap's sources have no passwords; those that do come next, readable by root alone.
rm -f "$1/etc/apt/sources.list" "$1"/etc/apt/sources.list.d/*
# What the cache held already need not go back into it.
ls "$1/var/cache/apt/archives" > "$1/tmp/likeness/cached"
