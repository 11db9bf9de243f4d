#!/bin/sh
# Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0
# Makes the new system the clone of this laptop's user: runs inside the new root. The folder of this script holds what is
# to be copied over the system (late/), the user (user, groups) and the first password (password).
set -eu
here=/tmp/likeness

# The settings and package sources that this was made by: the laptop's passwords are in them.
rm -f /etc/apt/apt.conf.d/98likeness /etc/apt/apt.conf.d/99mmdebstrap /etc/dpkg/dpkg.cfg.d/99mmdebstrap
rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
cp -a "$here/late/." /

# Each key, identifier and link to the laptop's network is the clone's own.
: > /etc/machine-id
rm -f /var/lib/dbus/machine-id /var/lib/systemd/random-seed /etc/resolv.conf

if [ -e /lib/systemd/systemd-resolved ]; then
	ln -s ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
	systemctl --quiet enable systemd-networkd systemd-resolved
else
	rm -f /etc/systemd/network/80-likeness.network
	: > /etc/resolv.conf
fi

# The first boot makes those that are missing.
if ls /etc/ssh/ssh_host_*_key > /dev/null 2>&1; then
	rm -f /etc/ssh/ssh_host_*
	ssh-keygen -A > /dev/null
fi

login=root
if [ -s "$here/user" ]; then
	{ read -r name; read -r uid; read -r gid; read -r group; read -r home; read -r shell; read -r full || :; } < "$here/user"
	if getent passwd "$name" > /dev/null; then
		echo "E: a system user of the new clone is called $name already" >&2
		exit 1
	fi
	[ -x "$shell" ] || shell=/bin/bash
	if [ "$(getent group "$group" | cut -d: -f3)" != "$gid" ]; then
		getent group "$group" > /dev/null && group=$name
		groupadd -o -g "$gid" "$group"
	fi
	mkdir -p "$(dirname "$home")"
	useradd --badname --no-log-init -m -d "$home" -s "$shell" -u "$uid" -g "$group" -c "${full:-}" "$name"
	# Root is locked, so the user must be able to become root.
	usermod -a -G sudo "$name"
	while read -r other; do
		if [ "$other" != "$group" ] && getent group "$other" > /dev/null; then
			usermod -a -G "$other" "$name"
		fi
	done < "$here/groups"
	passwd -q -l root
	login=$name
fi
printf '%s:%s\n' "$login" "$(cat "$here/password")" | chpasswd
rm -f "$here/password"

# Once, for all that was installed; INITRD=No kept every package from doing so.
echo "I: likeness: making the initial RAM disk"
for kernel in /lib/modules/*; do
	update-initramfs -c -k "${kernel##*/}"
done
test -e /vmlinuz
test -e /initrd.img || ln -s "boot/initrd.img-${kernel##*/}" /initrd.img
rm -f /var/log/bootstrap.log
