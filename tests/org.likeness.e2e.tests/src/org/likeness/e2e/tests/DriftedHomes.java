/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

/** Scripts that make a laptop's home and a clone's which has gone its own way since. */
final class DriftedHomes {

	/** Makes the folders {@code laptop-home} and {@code clone-home}. */
	static final String SCRIPT = """
			mkdir laptop-home; cd laptop-home
			for i in {1..300}; do
				d=.config/app-$((i % 12)); mkdir -p $d; printf 'setting %s = %s\\n' $i $((i * i)) > $d/file-$i.conf
			done
			mkdir -p .odd .cache .ssh .config/xfce4/xfconf/xfce-perchannel-xml .config/dconf Documents '.empty same' .empty-here
			odd=($'emoji-\\xf0\\x9f\\x98\\x80' $'latin-\\xe9' $'new\\nline' $'tab\\there' ' space ' '-dash' '*star?' 'back\\slash' \
					'#hash' "quo'te\\"" 'trailing.' $'bell\\a' '\\#101' $'rtl-\\xe2\\x80\\xae')
			for name in "${odd[@]}"; do echo "$name" > ".odd/same $name"; echo "$name" > ".odd/changed $name"
			echo "$name" > ".odd/missing $name"; done
			head -c 3000000 /dev/urandom > .large; head -c 3000000 /dev/urandom > .large-changed
			: > .empty-file; : > .empty-then-filled
			echo 'export A=1' > .bashrc; echo junk > .cache/junk; echo 'ls' > .bash_history
			echo TOP-SECRET > .ssh/id_ed25519; echo 'Host a' > .ssh/config; echo letter > Documents/letter.txt
			ln -s .bashrc .link-same; ln -s .bashrc .link-changed; ln -s /etc/passwd .link-missing; ln -s nowhere .link-dangling
			ln -s .loop-b .loop-a; ln -s .loop-a .loop-b; ln -s . .link-itself
			echo '#!/bin/sh' > .script; chmod 755 .script; echo 1 > .mode-changed; chmod 600 .mode-changed
			echo 1 > .file-then-folder
			for f in same changed laptop clone user list; do echo $f > .attributes-$f; done
			setfattr -n user.note -v "$(printf 'caf\\303\\251')" .attributes-same; setfacl -m u:4321:r .attributes-same
			cd ..; cp -a laptop-home clone-home; cd clone-home
			for i in {1..300}; do
				f=.config/app-$((i % 12))/file-$i.conf; cp -p $f $f.before
				case $((i % 10)) in
				0) sed s/setting/SETTING/ $f.before > $f; touch -r $f.before $f;;
				1) echo 'more = 1' >> $f;;
				2) rm $f;;
				3) cp $f $f.extra;;
				4) chmod 640 $f;;
				5) touch -d 2001-01-01 $f;;
				esac
				rm $f.before
			done
			for name in "${odd[@]}"; do rm ".odd/missing $name"; echo "$name" | tr a-z b-za > ".odd/changed $name"
			echo > ".odd/extra $name"; done
			printf x | dd of=.large-changed bs=1 seek=2999999 conv=notrunc status=none; echo 1 > .empty-then-filled
			ln -sfn .profile .link-changed; rm .link-missing; ln -s /root .link-extra; chmod 644 .mode-changed
			rmdir .empty-here; mkdir .empty-there; rm .file-then-folder; mkdir .file-then-folder; echo 1 > .file-then-folder/inside
			setfattr -n user.note -v clone .attributes-changed; setfattr -n user.only -v x .attributes-clone
			setfacl -m g:99:rw .attributes-list; setfattr -n user.folder -v x .config
			cd ../laptop-home
			setfattr -n user.note -v laptop .attributes-changed; setfattr -n user.bytes -v 0x00ff0a3d .attributes-laptop
			me=$(id -u); mine=$(id -g); if [ $me -eq 0 ]; then me=1234; mine=1234; fi # nobody's files become a user's by being root's
			setfacl -m u:$me:rx,g:$mine:rx .attributes-user; setfacl -m g:100:rwx .attributes-list
			cd ..
			settings() {
				mkdir -p run; chmod 700 run; echo user-db:user > profile
				XDG_CONFIG_HOME=$PWD/$1/.config XDG_RUNTIME_DIR=$PWD/run DCONF_PROFILE=$PWD/profile \
						dbus-run-session -- dconf load /
			}
			common='
			[org/example/same]
			string="text with \\u00e9, 😀 and \\"quotes\\""
			number=-5
			real=1.5
			list=["a", "b"]
			empty=@as []
			dictionary={"a": <1>, "b": <"x">}
			maybe=just 5
			tuple=(1, "a", true)
			path="/home/ann/Pictures"
			'
			printf '%s\\n[org/example/changed]\\nscale=uint32 1\\nname="laptop"\\n[org/example/laptop]\\nonly=true\\n' "$common" |
				settings laptop-home
			printf '%s\\n[org/example/changed]\\nscale=uint32 2\\nname="clone"\\n[org/example/clone]\\nonly=true\\n' "$common" |
				settings clone-home
			channel() {
				printf '%s\\n' '<?xml version="1.0" encoding="UTF-8"?>' '<channel name="xsettings" version="1.0">' "$2" \
						'<property name="Xft" type="empty"><property name="DPI" type="int" value="96"/></property></channel>' \
						> $1/.config/xfce4/xfconf/xfce-perchannel-xml/xsettings.xml
			}
			channel laptop-home '<property name="Net" type="empty"><property name="ThemeName" type="string" value="Adwaita"/>
			<property name="SoundThemeName" type="string" value="default"/></property>'
			channel clone-home '<property name="Net" type="empty"><property name="ThemeName" type="string" value="Xfce"/>
			<property name="IconThemeName" type="string" value="Tango"/></property>'
			""";

	/** Makes the laptop's packages, their sources and its locales differ from the clone's. */
	static final String SYSTEM = """
			echo 'en_DK.UTF-8 UTF-8' >> laptop/etc/locale.gen
			cd laptop/var/lib/dpkg
			perl -00 -i -pe '
				$_ = "" if /^Package: (sed|psmisc)$/m;
				s/^(Version: .*)/$1+laptop1/m if /^Package: bash$/m;
				s/^Status: install/Status: hold/m if /^Package: grep$/m;' status
			package() {
				printf 'Package: %s\\nStatus: install ok installed\\nArchitecture: %s\\nVersion: %s\\n' "$@"
				printf 'Maintainer: nobody <nobody@example.org>\\nDescription: demo\\n\\n'
			}
			{ package likeness-demo all 2.0; package hello amd64 2.10-3; package file amd64 1:0.1; } >> status
			sed -i -E 's/^(Components: main|deb .* main)$/\\1 contrib/' ../../../etc/apt/sources.list{,.d/*} 2>/dev/null || :
			grep -q contrib -r ../../../etc/apt
			""";

	private DriftedHomes() {
	}
}
