# Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0
#
# How the benchmarks measure: seconds of commands into variables of their names, ratios of them, and what missed its
# bound. To be sourced; $work is where outputs go.
# shellcheck shell=bash disable=SC2034,SC2154

say() { printf '%s\n' "$*" >&2; }

# The peers know nothing of the timed trial by which Likeness finds out whether KVM works; find it out once for them.
accelerate_peers() {
  if [ -z "${LIBGUESTFS_BACKEND_SETTINGS+set}" ] && ! timeout 120 libguestfs-test-tool >/dev/null 2>&1; then
    export LIBGUESTFS_BACKEND_SETTINGS=force_tcg
  fi
}

# home_files DIR COUNT: dotfiles in 1,200 folders at most, most of them small, always the same ones
home_files() {
  perl -MFile::Path=make_path -e '
    my ($dir, $count) = @ARGV; srand(7);
    for my $f (0 .. $count - 1) {
      my $folder = sprintf("%s/.config/app-%03d/%s", $dir, $f % 400, $f % 3 ? "state" : "profile");
      make_path($folder);
      open(my $out, ">", "$folder/file-$f.conf") or die $!;
      print $out "key-$_ = " . int(rand(1e9)) . "\n" for 1 .. 10 + ($f % 50 ? int(rand(200)) : 20000);
    }' "$1" "$2"
}

timed() { # timed NAME COMMAND...: runs it and keeps the seconds in $NAME; a peer may well end with 1 for "differs"
  local name=$1 begin end
  shift
  begin=$(date +%s.%N)
  "$@" >"$work/$name.out" 2>"$work/$name.err" || true
  end=$(date +%s.%N)
  printf -v "$name" '%.2f' "$(echo "$end - $begin" | bc)"
  say "$(printf '%-16s %9s s   (load %s)' "$name" "${!name}" "$(cut -d ' ' -f 1 /proc/loadavg)")"
}
fresh() { sync; { echo 3 >/proc/sys/vm/drop_caches; } 2>/dev/null || true; }

missed=0
ratio() { # ratio NAME A B BOUND
  local value verdict=
  value=$(echo "$2 / $3" | bc -l)
  if [ -n "$4" ]; then
    verdict="bound $4: $(holds "$value" "$4")"
    [ "$(holds "$value" "$4")" = held ] || missed=1
  fi
  printf '%-50s %7.3f   %s\n' "$1" "$value" "$verdict"
}
holds() { if [ "$(echo "$1 <= $2" | bc -l)" = 1 ]; then echo held; else echo missed; fi; }
plain() { # plain NAME VALUE UNIT BOUND
  printf '%-50s %7.2f   %s, bound %s: %s\n' "$1" "$2" "$3" "$4" "$(holds "$2" "$4")"
  [ "$(holds "$2" "$4")" = held ] || missed=1
}
