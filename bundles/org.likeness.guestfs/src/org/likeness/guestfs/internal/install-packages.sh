# Runs in the clone's root, in the appliance, as the first process of a PID namespace, with /run/likeness as a folder that
# is gone afterwards: "archives" in it holds packages that have been checked, "remove", "automatic", "manual", "hold" and
# "unhold" names, a line each. Nothing of the clone is started. What goes keeps its data and edited configuration.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root DEBIAN_FRONTEND=noninteractive
export DEBCONF_NONINTERACTIVE_SEEN=true APT_LISTCHANGES_FRONTEND=none NEEDRESTART_SUSPEND=1
cd /run/likeness || exit 1
umask 022
mkdir -p lists/partial cache/archives/partial none
# The clone's lists and caches stay as they are, and nothing is fetched.
cat > apt.conf <<'END'
Dir::State::Lists "/run/likeness/lists";
Dir::Cache "/run/likeness/cache";
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "/run/likeness/none";
APT::Sandbox::User "root";
APT::Install-Recommends "false";
APT::Get::AutomaticRemove "false";
APT::Get::Assume-Yes "true";
APT::Get::allow-downgrades "true";
APT::Get::allow-change-held-packages "true";
APT::Get::HideAutoRemove "true";
Dpkg::Use-Pty "false";
Dpkg::Options { "--force-confdef"; "--force-confold"; "--force-unsafe-io"; };
END
export APT_CONFIG=/run/likeness/apt.conf

# Services ask this whether they may start.
policy=/usr/sbin/policy-rc.d
printf '#!/bin/sh\nexit 101\n' > policy
chmod 755 policy
if [ -e $policy ]; then
  mount --bind policy $policy || exit 1
else
  cp policy $policy || exit 1
  made=yes
fi

status=0
dpkg --audit > audit.before 2>&1
apt-mark showauto 2>/dev/null | sort > automatic.before
set --
for file in archives/*.deb; do
  [ -e "$file" ] && set -- "$@" "./$file"
done
while read -r name; do
  set -- "$@" "$name-"
done < remove
if [ $# -gt 0 ]; then
  apt-get -q install "$@" || status=$?
fi
# Nothing is lost with what goes whole: no script of the package runs then, and its configuration is as it brought it.
goes_whole() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = config-files ] || return 1
  [ -z "$(dpkg-query --control-path "$1" postrm 2>/dev/null)" ] || return 1
  dpkg-query -W -f '${Conffiles}\n' "$1" | sed -n 's/^ \(.*\) \([0-9a-f]\{32\}\)\( obsolete\)\{0,1\}$/\2  \1/p' > conffiles
  # What dpkg notes otherwise (newconffile, remove-on-upgrade) can't be compared, so it may be edited.
  [ "$(dpkg-query -W -f '${Conffiles}\n' "$1" | grep -c .)" -eq "$(grep -c . conffiles)" ] || return 1
  md5sum -c --status --strict conffiles 2>/dev/null || return 1
  while read -r sum file; do
    # dpkg removes these along with it.
    for copy in "$file"~ "$file"% "$file".bak "$file".dpkg-* "$file"~[0-9]*~ "$file".~[0-9]*~ "${file%/*}/#${file##*/}#"; do
      [ ! -e "$copy" ] || return 1
    done
  done < conffiles
}
if [ $status -eq 0 ]; then
  while read -r name; do
    if goes_whole "$name"; then
      dpkg --purge "$name" < /dev/null || status=$?
    fi
  done < remove
fi
# apt marks all that it is told to install as asked for.
if [ $status -eq 0 ]; then
  dpkg-query -W -f '${db:Status-Status} ${Package}\n${db:Status-Status} ${Package}:${Architecture}\n' |
    sed -n 's/^installed //p' | sort > installed
  comm -12 automatic.before installed > still
  for mark in auto:still auto:automatic manual:manual hold:hold unhold:unhold; do
    file=${mark#*:}
    if [ -s "$file" ]; then
      xargs apt-mark "${mark%%:*}" < "$file" || status=$?
    fi
  done
fi
if [ $status -eq 0 ]; then
  dpkg --audit > audit.after 2>&1
  if ! cmp -s audit.before audit.after; then
    echo 'dpkg: error: not all packages are settled'
    cat audit.after
    status=1
  fi
fi
if [ "$made" = yes ]; then
  rm -f $policy
else
  umount $policy
fi
[ $status -eq 0 ] && dpkg-query -W -f 'likeness: ${db:Status-Status} ${Package} ${Architecture} ${Version}\n'
exit $status
