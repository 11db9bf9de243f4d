# Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# What ./likeness and ./check share: the Debian packages, the Maven that Tycho needs, the build of the product.
# The caller sets ROOT to the top of the source tree. Everything that is fetched or built goes to $ROOT/.cache.

CACHE=$ROOT/.cache
MAVEN_VERSION=3.9.9
MAVEN=$CACHE/apache-maven-$MAVEN_VERSION/bin/mvn
# Read by the callers.
# shellcheck disable=SC2034
PRODUCT=$CACHE/product

# To run Likeness, and to make starter clones. Releases differ in names: of A|B|C the first that is installed is taken, else
# the first that apt knows.
ARCHITECTURE=$(dpkg --print-architecture 2>/dev/null || uname -m)
case $ARCHITECTURE in
  amd64 | i386) MACHINE_PACKAGES=(qemu-system-x86 extlinux) ;;
  arm64 | armhf | armel) MACHINE_PACKAGES=(qemu-system-arm) ;;
  ppc64el) MACHINE_PACKAGES=(qemu-system-ppc) ;;
  *) MACHINE_PACKAGES=("qemu-system-$ARCHITECTURE|qemu-system-misc") ;;
esac
RUN_PACKAGES=(
  'openjdk-17-jdk-headless|openjdk-21-jdk-headless|openjdk-25-jdk-headless' maven
  'libgtk-3-0t64|libgtk-3-0' fonts-dejavu-core libguestfs-java libguestfs-tools
  "linux-image-$ARCHITECTURE|linux-image-generic|linux-image-generic-hwe-24.04|linux-image-virtual"
  "${MACHINE_PACKAGES[@]}" qemu-utils mmdebstrap uidmap rsync attr acl dconf-cli dbus-daemon libglib2.0-bin apt e2fsprogs
)
# For the tests as well.
# shellcheck disable=SC2034
CHECK_PACKAGES=("${RUN_PACKAGES[@]}" xvfb openbox xdotool imagemagick xfconf libxfconf-0-3 fdisk lvm2 btrfs-progs gpg gpg-agent openssh-client openssl sqlite3)

say() {
  printf 'likeness: %s\n' "$*" >&2
}

# die WHAT STATE ADVICE: what failed, what state things are in, what to do.
die() {
  printf 'likeness: %s\n  %s\n  %s\n' "$1" "$2" "$3" >&2
  exit 3
}

# own_checkout: what is fetched, built and kept for the next start lies in the source tree, so that must be the user's own.
own_checkout() {
  local foreign
  if ! { mkdir -p "$CACHE" && [ -w "$CACHE" ]; } 2>/dev/null; then
    die "this copy of Likeness belongs to $(stat -c %U "$ROOT"), and you may not write to $CACHE, where it builds what it starts." \
      "Nothing was changed." "Clone Likeness into a folder of your own, and start it there."
  fi
  foreign=$(find "$CACHE" -maxdepth 1 ! -writable -print -quit)
  [ -z "$foreign" ] || die "$foreign belongs to $(stat -c %U "$foreign"), and you may not write to it." "Nothing was changed." \
    "If Likeness was started by sudo once, make it yours again: sudo find $CACHE -xdev -exec chown -h $(id -un) {} +"
}

# Names of files on the command line and in messages are only right in a UTF-8 locale.
utf8_locale() {
  if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    export LC_ALL=C.UTF-8
  fi
}

# Shells keep the width of the terminal to themselves: sets and exports COLUMNS, if there is a terminal that knows.
terminal_width() {
  local size
  if [ -z "${COLUMNS:-}" ] && size=$( (stty size </dev/tty) 2>/dev/null) && [ "${size#* }" -gt 0 ]; then
    export COLUMNS=${size#* }
  fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "installing Debian packages needs root, and sudo is not installed." \
      "Nothing was changed." "As root, run: $*"
  fi
}

# choose_packages WISH...: sets MISSING to the packages to install, UNKNOWN to the wishes of which apt knows no package.
choose_packages() {
  local -A installed=() known=()
  local wish name names chosen
  while read -r name; do
    installed[$name]=1
  done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed \(..*\)/\1/p')
  names=$(printf '%s\n' "$@" | tr '|' '\n')
  # shellcheck disable=SC2086
  while read -r name; do
    known[$name]=1
  done < <(LC_ALL=C apt-cache policy $names 2>/dev/null |
    awk '/^[^ ]+:$/ { name = substr($1, 1, length($1) - 1) } $1 == "Candidate:" && $2 != "(none)" { print name }')
  MISSING=()
  UNKNOWN=()
  for wish in "$@"; do
    chosen=
    for name in ${wish//|/ }; do
      if [ -n "${installed[$name]:-}" ]; then
        continue 2
      fi
      if [ -z "$chosen" ] && [ -n "${known[$name]:-}" ]; then
        chosen=$name
      fi
    done
    if [ -n "$chosen" ]; then
      MISSING+=("$chosen")
    else
      UNKNOWN+=("${wish//|/ or }")
    fi
  done
}

# would_remove PACKAGE...: prints what apt would remove to install them.
would_remove() {
  { LC_ALL=C apt-get install --simulate --no-install-recommends "$@" 2>/dev/null || true; } |
    sed -n 's/^\(Remv\|Purg\) \([^ ]*\).*/\2/p' | paste -s -d ' '
}

# install_packages STAMP WISH...: installs what is missing, after saying so. The stamp makes later runs free.
install_packages() {
  local stamp=$CACHE/$1 wanted removed
  shift
  wanted="$*"
  if [ -f "$stamp" ] && [ "$(<"$stamp")" = "$wanted" ]; then
    return
  fi
  command -v apt-get >/dev/null || die "this computer has no apt-get: Likeness sets itself up on Debian and Ubuntu." \
    "Nothing was changed." "Install what matches these packages, then write their names into $stamp: $wanted"
  choose_packages "$@"
  # A bare system has no list of packages yet, or one of packages that are gone.
  if [ ${#UNKNOWN[@]} -gt 0 ] ||
    ! apt-get install --simulate --no-remove --no-install-recommends "${MISSING[@]}" >/dev/null 2>&1; then
    say "asking apt for its newest lists"
    as_root apt-get update -q || die "apt-get update failed." "No package was installed." \
      "Check the network and apt's sources in /etc/apt, then run this again."
    choose_packages "$@"
  fi
  [ ${#UNKNOWN[@]} -eq 0 ] || die "apt knows no package for: $(printf '%s; ' "${UNKNOWN[@]}")" "No package was installed." \
    "Likeness sets itself up on Debian 12 and 13 and Ubuntu 24.04 (there with the component universe); see apt's sources in /etc/apt."
  if [ ${#MISSING[@]} -gt 0 ]; then
    removed=$(would_remove "${MISSING[@]}")
    [ -z "$removed" ] || die "to install ${MISSING[*]}, apt would remove from this computer: $removed" \
      "No package was installed or removed." \
      "If you can do without them: sudo apt-get install --no-install-recommends ${MISSING[*]}; then run this again."
    say "these packages are missing and will be installed: ${MISSING[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-remove --no-install-recommends "${MISSING[@]}" ||
      die "apt-get could not install the packages named above." \
        "Some of them may be installed; the source tree is unchanged." \
        "Read apt's message above, repair it (often: apt-get -f install), then run this again."
  fi
  mkdir -p "$CACHE"
  printf '%s\n' "$wanted" >"$stamp"
}

# appliance_kernel: libguestfs starts its appliance with the newest kernel in /boot, which only root may read on Ubuntu. Then it
# gets a copy; what is in /boot stays as it is.
appliance_kernel() {
  local kernel version copy newest=
  if [ -n "${SUPERMIN_KERNEL:-}" ]; then
    return
  fi
  while read -r kernel; do
    version=${kernel#/boot/vmlinuz-}
    if [ -d "/lib/modules/$version" ]; then
      newest=$kernel
    fi
  done < <(printf '%s\n' /boot/vmlinuz-* | sort -V)
  if [ -z "$newest" ] || [ -r "$newest" ]; then
    return
  fi
  version=${newest#/boot/vmlinuz-}
  copy=$CACHE/kernel/vmlinuz-$version
  if [ ! -r "$copy" ]; then
    say "only root may read $newest, which images are opened with: copying it to $copy"
    mkdir -p "$CACHE/kernel"
    if ! (as_root cat "$newest") >"$copy.new"; then
      rm -f "$copy.new"
      say "it could not be copied, so no image can be opened. To do it yourself: sudo chmod +r $newest"
      return
    fi
    mv "$copy.new" "$copy"
    find "$CACHE/kernel" -name 'vmlinuz-*' ! -name "vmlinuz-$version" -delete
  fi
  export SUPERMIN_KERNEL=$copy SUPERMIN_KERNEL_VERSION=$version SUPERMIN_MODULES=/lib/modules/$version
}

# Tycho needs a later Maven than Debian's: Debian's own fetches it, once.
install_maven() {
  if [ -x "$MAVEN" ]; then
    return
  fi
  local new=$CACHE/maven.new
  rm -rf "$new"
  mkdir -p "$new"
  say "fetching Maven $MAVEN_VERSION with Debian's mvn (once)"
  # In an empty directory: the extensions of this build are not for Debian's Maven.
  (cd "$new" && /usr/bin/mvn -q -B dependency:unpack -DoutputDirectory="$new" \
    -Dartifact="org.apache.maven:apache-maven:$MAVEN_VERSION:zip:bin") ||
    die "Maven $MAVEN_VERSION could not be fetched from Maven Central." "Nothing was built." \
      "Check the network (behind a proxy: ~/.m2/settings.xml), then run this again."
  chmod +x "$new/apache-maven-$MAVEN_VERSION/bin/mvn"
  mv "$new/apache-maven-$MAVEN_VERSION" "$CACHE/"
  rm -rf "$new"
}

# Prints a digest that changes with any source of the product: names, sizes and times of its files.
fingerprint() {
  (
    cd "$ROOT" || exit
    find pom.xml .mvn target-platform bundles features releng/setup.sh releng/cli.bundles releng/org.likeness.product \
      /usr/share/java/libguestfs-*.jar -name target -prune -o -name lib -prune -o -name bin -prune \
      -o -name .settings -prune \
      -o -name '.*consumer-pom.xml' -o -type f -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort | sha1sum | cut -d ' ' -f 1
  )
}

# Runs in a shell of its own that holds the lock: builds the product beside the current one, then swaps a link.
build_product() (
  exec 9>"$CACHE/lock"
  if ! flock -n 9; then
    say "another build is running: waiting for it"
    flock 9
  fi
  local print product=releng/org.likeness.product/target/products new
  # What is built is SWT's native library and a launcher with it: the build names one machine (pom.xml, feature.xml).
  [ "$(uname -m)" = x86_64 ] || die "Likeness is built for 64-bit PCs (x86_64) so far, and this is $(uname -m)." \
    "Nothing was built." "For another machine, change the environment in pom.xml and the fragment of SWT in feature.xml."
  print=$(fingerprint)
  if [ -f "$PRODUCT/fingerprint" ] && [ "$(<"$PRODUCT/fingerprint")" = "$print" ]; then
    return
  fi
  say "building (the first time takes minutes; the log is .cache/build.log)"
  cd "$ROOT" || exit
  rm -rf "$product"
  if ! "$MAVEN" -B -ntp -DskipTests -pl releng/org.likeness.product -am verify 2>&1 |
    tee "$CACHE/build.log" | sed -u -n 's/^\[INFO\] Building \([Ll]ikeness\|org[^ ]*\) .*/  \1/p' >&2; then
    grep -m 20 -E '^\[ERROR\]|ERROR in' "$CACHE/build.log" >&2 || tail -n 20 "$CACHE/build.log" >&2
    die "the build failed." "The product that was built before, if any, is unchanged." \
      "The whole log is $CACHE/build.log. If a download failed, check the network and run this again."
  fi
  new=$CACHE/product-$print
  rm -rf "$new"
  cp -a "$product/org.likeness.product/linux/gtk/x86_64" "$new"
  configure_cli "$new"
  # Once before it is used: the framework resolves the bundles and keeps the result beside its configuration.
  cli_command "$new"
  "${CLI[@]}" --version >/dev/null ||
    die "the product was built but does not start." "The product that was built before, if any, is unchanged." \
      "Its log is in $new/cli. Please report this with that log."
  printf '%s\n' "$print" >"$new/fingerprint"
  local old=
  if [ -L "$PRODUCT" ]; then
    old=$(readlink "$PRODUCT")
  fi
  ln -sfn "product-$print" "$PRODUCT.new"
  mv -T "$PRODUCT.new" "$PRODUCT"
  # The one before stays, for a window that may still be open.
  find "$CACHE" -maxdepth 1 -name 'product-*' ! -name "product-$print" ! -name "${old:-none}" -exec rm -rf {} +
)

# cli_command PRODUCT: sets CLI to the command that starts the command line. A short run: one collector thread, the
# framework on the class path, where class data sharing reaches it, and the optimizing compiler for what is very hot alone.
# Most of what a large comparison takes stays until its end, so little is left to what is young.
# Without that compiler Java has no fast SHA-256: 94 instead of 1,050 MB/s were measured (643 with these thresholds).
cli_command() {
  java_command
  CLI=("${JAVA[@]}" "-Xmx${LIKENESS_MEMORY:-512m}" -XX:NewRatio=4 -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000
    -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000 -XX:+UseSerialGC -Xshare:auto
    -Dosgi.frameworkParentClassloader=app -Dosgi.install.area="file:$1/" -cp "$(<"$1/cli/classpath")"
    org.eclipse.equinox.launcher.Main -nosplash -configuration "$1/cli"
    -application org.likeness.cli.application -data @none)
}

# Sets JAVA to the start of every command: the Java that was installed, and what both applications are started with.
java_command() {
  find_java
  JAVA=("$JAVA_HOME/bin/java" -Djava.awt.headless=true -Dfile.encoding=UTF-8)
}

# Sets JAVA_HOME to the oldest Java that Likeness runs on, of those that Debian's packages installed; any other is not known to do.
find_java() {
  local release found
  for release in 17 21 25; do
    found=/usr/lib/jvm/java-$release-openjdk-$ARCHITECTURE
    if [ -x "$found/bin/java" ]; then
      export JAVA_HOME=$found
      return
    fi
  done
  found=$(command -v java) || die "there is no Java on this computer." "Nothing was changed." \
    "Install openjdk-17-jdk-headless or openjdk-21-jdk-headless, then run this again."
  found=$(readlink -f "$found")
  export JAVA_HOME=${found%/bin/java}
}

# configure_cli PRODUCT: a configuration area for the command line with only the bundles it needs (releng/cli.bundles).
configure_cli() {
  local product=$1 config=$1/cli
  mkdir -p "$config"
  awk -F , '
    NR == FNR { if ($0 !~ /^#/ && NF) { split($0, f, " "); level[f[1]] = f[2]; order[++n] = f[1] } next }
    $1 in level { sub(".*/", "", $3); file[$1] = $3 }
    $1 == "org.eclipse.osgi" { sub(".*/", "", $3); framework = $3 }
    END {
      printf "osgi.bundles="
      for (i = 1; i <= n; i++) {
        if (!(order[i] in file)) { print "no bundle " order[i] " in the product" > "/dev/stderr"; exit 1 }
        start = level[order[i]] ? "@" level[order[i]] "\\:start" : ""
        printf "%s%s%s%s", (i > 1 ? "," : ""), "reference\\:file\\:", file[order[i]], start
      }
      print "\nosgi.bundles.defaultStartLevel=4"
      print "osgi.framework=file\\:plugins/" framework
      print "eclipse.application=org.likeness.cli.application"
    }' "$ROOT/releng/cli.bundles" "$product/configuration/org.eclipse.equinox.simpleconfigurator/bundles.info" \
    >"$config/config.ini"
  (
    cd "$product/plugins" || exit
    printf '%s:%s' "$product/plugins/$(echo org.eclipse.equinox.launcher_*.jar)" "$product/plugins/$(echo org.eclipse.osgi_*.jar)"
  ) >"$config/classpath"
}
