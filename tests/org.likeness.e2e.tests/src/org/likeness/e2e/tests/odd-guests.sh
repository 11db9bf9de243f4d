#!/bin/bash
# Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0
# Makes the odd guests of OddGuests in the folder $1, each with the tree (NAME.tree) that it was made of.
set -euo pipefail
cd "$1"
export LC_ALL=C

# A tree that libguestfs recognises as Debian. $1: folder, $2: host name
debian() {
	mkdir -p "$1"/{boot,dev,etc/apt,home,proc,root,srv,sys,tmp,usr/{bin,lib,sbin},var/lib/dpkg}
	ln -s usr/bin "$1/bin"
	ln -s usr/lib "$1/lib"
	ln -s usr/sbin "$1/sbin"
	printf 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian GNU/Linux 12 (%s)"\n' "$2" \
		> "$1/usr/lib/os-release"
	ln -s ../usr/lib/os-release "$1/etc/os-release"
	echo 12.9 > "$1/etc/debian_version"
	echo "$2" > "$1/etc/hostname"
	echo 127.0.0.1 localhost > "$1/etc/hosts"
	printf 'root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000:\303\204nn \360\237\230\200,,,:/home/ann:/bin/bash\n' \
		> "$1/etc/passwd"
	echo "shadow of the guest $2" > "$1/etc/shadow"
	printf 'Package: base-files\nStatus: install ok installed\nArchitecture: amd64\nVersion: 12.4\n\n' \
		> "$1/var/lib/dpkg/status"
	: > "$1/etc/fstab"
	cp /bin/true "$1/usr/bin/true"
}

# $1: image, $2: size in MB, then for each partition its size in MB
partition() {
	truncate -s "$2M" "$1"
	local start=1 table=
	for size in "${@:3}"; do
		table+="start=$((start * 2048)), size=$((size * 2048)), type=83"$'\n'
		start=$((start + size))
	done
	sfdisk -q --no-reread --no-tell-kernel "$1" <<< "$table"
}

# $1: image, $2: where it starts in MB, $3: size in MB, $4: label, $5: tree
file_system() {
	mke2fs -q -F -t ext4 -L "$4" -E "offset=$(($2 << 20))" -d "$5" "$1" "$3M"
}

odd() {
	local t=odd.tree h=odd.tree/var/home/ann name
	debian $t odd
	rmdir $t/home $t/srv
	mkdir -p $h $t/srv
	ln -s /var/home $t/home
	for name in $'emoji-\360\237\230\200.txt' $'latin-\344\366\374.txt' $'new\nline' -dash 'trailing ' ' leading' $'tab\there' \
			$'bell\a' 'quote'\''"$(id)`id`' 'back\slash' "$(printf 'n%.0s' {1..255})" '*' $'is 5 (1 block of 1 bytes)\nFile size of x'; do
		printf 'I am %s' "$name" > "$h/$name"
	done
	mkdir "$h"/$'folder \377\n' && echo inside > "$h"/$'folder \377\n/-x'
	echo linked > $h/hard-a && ln $h/hard-a $h/hard-b
	: > $h/empty
	truncate -s 5G $h/sparse
	printf 'in the middle' | dd of=$h/sparse bs=1M seek=3000 conv=notrunc status=none
	truncate -s 1M $h/hole
	head -c 73400320 /dev/urandom > $h/large
	mkfifo $h/pipe
	echo script > $h/setuid && chmod 6755 $h/setuid
	echo secret > $h/closed && chmod 000 $h/closed
	mkdir -m 1777 $h/sticky
	ln -s /etc/shadow $h/.bashrc
	ln -s /etc $h/.config
	ln -s ../../../../../../../../etc/hostname $h/up
	ln -s /proc/self/environ $h/environ
	ln -s /usr/bin/bash $h/bash
	ln -s loop-b $h/loop-a && ln -s loop-a $h/loop-b
	ln -s $'no\nsuch \377' $h/dangling
	mkdir -p $h/cached/.cache/deep $h/cached/keep/.cache && echo x > $h/cached/.cache/deep/x && echo y > $h/cached/keep/y
	mkdir odd.srv && echo data > odd.srv/data
	echo 'LABEL=odd-srv /srv ext4 defaults 0 2' > $t/etc/fstab
	find $t odd.srv -exec touch -h -d @1700000000 {} +
	partition odd.raw 800 700 64
	file_system odd.raw 1 700 odd $t
	file_system odd.raw 701 64 odd-srv odd.srv
}

two() {
	debian one.tree one
	debian two.tree two
	mkdir -p two.home/ann && echo "of two" > two.home/ann/note
	echo 'LABEL=home /home ext4 defaults 0 2' > two.tree/etc/fstab
	partition two.raw 260 64 64 64
	file_system two.raw 1 64 one one.tree
	file_system two.raw 65 64 two two.tree
	file_system two.raw 129 64 home two.home
	qemu-img convert -O qcow2 two.raw two.qcow2
	rm two.raw
}

# The kernel may name the disks in another order than they were added: where libguestfs does not translate names, they
# go by label. What only the appliance can make: LVM, btrfs with subvolumes, LUKS; and a file system without any system
layouts() {
	debian layout.tree layout
	mkdir -p layout.home/ann && printf 'I am at home' > layout.home/ann/$'\303\244 \344'
	echo 'UUID=11111111-2222-3333-4444-555555555555 / btrfs subvol=@ 0 0
UUID=11111111-2222-3333-4444-555555555555 /home btrfs subvol=@home 0 0' > layout.fstab
	echo '/dev/vg/root / ext4 defaults 0 1
/dev/vg/home /home ext4 defaults 0 2' > layout.tree/etc/fstab
	tar --numeric-owner -cf layout.tar -C layout.tree .
	tar --numeric-owner -cf layout-home.tar -C layout.home .
	qemu-img create -q -f qcow2 lvm.qcow2 300M
	qemu-img create -q -f vmdk btrfs.vmdk 300M
	qemu-img create -q -f vdi luks.vdi 64M
	qemu-img create -q -f qcow2 nothing.qcow2 32M
	guestfish > guestfish.log <<-'G'
		add-drive lvm.qcow2 format:qcow2
		add-drive btrfs.vmdk format:vmdk
		add-drive luks.vdi format:vdi label:luks
		add-drive nothing.qcow2 format:qcow2
		run
		part-disk /dev/sda mbr
		pvcreate /dev/sda1
		vgcreate vg /dev/sda1
		lvcreate root vg 120
		lvcreate home vg 100
		mkfs ext4 /dev/vg/root
		mke2fs /dev/vg/home fstype:ext4 numberofinodes:60000
		mount /dev/vg/root /
		tar-in layout.tar /
		mount /dev/vg/home /home
		tar-in layout-home.tar /home
		debug sh "mkdir /sysroot/home/ann/many; cd /sysroot/home/ann/many && seq -f file-%05g 50000 | xargs touch"
		umount-all
		part-disk /dev/sdb gpt
		mkfs btrfs /dev/sdb1
		set-uuid /dev/sdb1 11111111-2222-3333-4444-555555555555
		mount /dev/sdb1 /
		btrfs-subvolume-create /@
		btrfs-subvolume-create /@home
		umount /
		mount btrfsvol:/dev/sdb1/@ /
		tar-in layout.tar /
		upload layout.fstab /etc/fstab
		umount /
		mount btrfsvol:/dev/sdb1/@home /
		tar-in layout-home.tar /
		umount /
		part-disk /dev/sdc mbr
		debug sh "k=/dev/disk/guestfs/luks1; for i in 1 2 3 4 5 6 7 8 9; do udevadm settle; test -b $k && break; sleep 1; done; echo -n key | cryptsetup -q luksFormat --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 $k -"
		part-disk /dev/sdd mbr
		mkfs ext4 /dev/sdd1
		mount /dev/sdd1 /
		write /letter "Dear reader"
		umount /
		shutdown
	G
}

odd
two
layouts
