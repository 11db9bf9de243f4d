/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dotfiles;

import java.util.List;
import java.util.stream.Stream;

import org.likeness.core.PathPattern;
import org.likeness.core.Rule;
import org.likeness.core.Rule.Effect;

/**
 * The rules that the dotfiles come with. The first one that matches is the one that is told, so that what is secret is
 * called so.
 */
public final class DotfileRules {

	/** The rule for keys and passwords; also over whatever {@link PrivateKeys} finds. */
	public static final String SECRETS = "secrets";

	/** The rule for what is neither a file nor a folder nor a symlink; it has no patterns. */
	public static final String SOCKETS = "sockets";

	private static final Rule NAMED_SO = Rule.of(SECRETS,
			"Private keys, keyrings, cookies and stored passwords, by their names, and whatever a file's contents show to be "
					+ "one. They are neither read nor shown here, and the history keeps none. Of .ssh only public keys, known "
					+ "hosts and settings are looked at. With this rule off, such files can be added to a clone; one that is "
					+ "there is never replaced or removed.",
			Effect.SECRET, ".gnupg/{private-keys-v1.d,openpgp-revocs.d}", ".gnupg/secring.gpg*",
			".local/share/{keyrings,kwalletd,remmina,plasma-vault}", ".kde*/share/apps/kwallet", ".gnome2/keyrings",
			".{netrc,pgpass,my.cnf,mylogin.cnf,git-credentials,vault-token,s3cfg,boto,pypirc,npmrc,terraformrc}",
			".{msmtprc,fetchmailrc,offlineimaprc,mbsyncrc,smbcredentials,dockercfg,htpasswd,authinfo,authinfo.gpg}",
			".{cvspass,cadaverrc,databrickscfg,davfs2/secrets,subversion/auth,bazaar/authentication.conf}",
			".aws/{credentials,sso,cli}", ".docker/config.json", ".kube/{config,cache}", ".azure", ".oci", ".bluemix",
			".config/{gcloud,gh,hub,glab-cli,doctl,hcloud,op,Bitwarden,1Password,Signal,remmina,filezilla,msmtp,age}",
			".config/{keybase,configstore,isyncrc,borg/keys,sops/age,solana/id.json,weechat/sec.conf}",
			".config/{git/credentials,rclone/rclone.conf,pypoetry/auth.toml,composer/auth.json,hexchat/servlist.conf}",
			".config/github-copilot/{hosts,apps}.json", ".{rclone.conf,composer/auth.json,gem/credentials}",
			".{fly/config.yml,kaggle/kaggle.json,huggingface/token,dbt/profiles.yml,step/secrets,weechat/sec.conf}",
			".terraform.d/credentials.tfrc.json", ".m2/{settings,settings-security}.xml", ".gradle/gradle.properties",
			".nuget/NuGet/NuGet.Config", ".cargo/{credentials,credentials.toml}", ".password-store", ".cert",
			".pki/nssdb", ".{vnc,config/tigervnc}/passwd", ".purple/accounts.xml",
			".{electrum,bitcoin,ethereum,monero}",
			".minisign/*.key", ".android/{adbkey,*.keystore}", "**/TelegramDesktop/tdata", "**/wallet.dat",
			"**/{credentials,.credentials,.credentials.json,credentials.json,credentials.db,credentials-config.json}",
			"**/*.{key,p8,pk8,p12,pfx,jks,keystore,kdbx,kdb,ppk}", "**/*key*.pem",
			"**/*{_rsa,_dsa,_ecdsa,_ed25519}", "**/{key3.db,key4.db,logins.json,signons.sqlite,cookies.sqlite}{,-*}",
			"**/{.env,.netrc,.htpasswd,auth.json}").ignoringCase();

	/** What Chromium, and each program that is made of it, keeps for a session; other programs mean other things by it. */
	private static final List<PathPattern> SESSIONS = List.of(
			"**/{Cookies,Extension Cookies,Safe Browsing Cookies,Login Data,Login Data For Account,Web Data}{,-*}",
			"**/{Local Storage,Session Storage,IndexedDB,Trust Tokens,Trust Tokens-*}").stream().map(PathPattern::of)
			.toList();

	private static final Rule KEYS_AND_PASSWORDS = new Rule(SECRETS, NAMED_SO.help(), Effect.SECRET,
			Stream.concat(NAMED_SO.patterns().stream(), SESSIONS.stream()).toList());

	private static final List<Rule> RULES = List.of(KEYS_AND_PASSWORDS,
			Rule.of("dconf", "The database of dconf: its settings are compared one by one.", Effect.ELSEWHERE,
					".config/dconf"),
			Rule.of("xfconf", "The settings of Xfce: they are compared one by one.", Effect.ELSEWHERE,
					".config/xfce4/xfconf"),
			Rule.of("default-applications", "Which program opens what: compared with the system settings.",
					Effect.ELSEWHERE, ".config/mimeapps.list", ".local/share/applications/mimeapps.list"),
			Rule.of("browser-profiles", "Profiles of browsers: not compared file by file, as they hold databases, "
					+ "caches and passwords.", Effect.ELSEWHERE,
					".{mozilla,librewolf,waterfox,floorp,zen,palemoon,moonchild productions,tor-browser,torbrowser}",
					".config/{google-chrome,google-chrome-beta,google-chrome-unstable,chromium,BraveSoftware,vivaldi}",
					".config/{vivaldi-snapshot,microsoft-edge,microsoft-edge-beta,microsoft-edge-dev,opera,epiphany}",
					".config/{falkon,qutebrowser,mozilla,librewolf,yandex-browser}",
					".local/share/{epiphany,falkon,qutebrowser,torbrowser}",
					".var/app/{org.mozilla.firefox,com.google.Chrome*,org.chromium.Chromium,com.brave.Browser}",
					".var/app/{com.vivaldi.Vivaldi,com.microsoft.Edge*,com.opera.Opera,io.gitlab.librewolf-community}",
					".var/app/{net.waterfox.waterfox,org.gnome.Epiphany,app.zen_browser.zen,org.kde.falkon}"),
			Rule.of("mail-profiles", "Profiles of mail programs: not compared file by file, as they hold mail and "
					+ "passwords.", Effect.ELSEWHERE,
					".{thunderbird,icedove,evolution,claws-mail,sylpheed-2.0,kmail,balsa,elm,pine-crash}",
					".config/{evolution,geary,balsa,mailspring,Mailspring}",
					".local/share/{evolution,geary,kmail2,local-mail,akonadi}", ".local/share/akonadi_*",
					".var/app/{org.mozilla.Thunderbird,org.gnome.Evolution,org.gnome.Geary,org.claws_mail.Claws-Mail}"),
			Rule.of("caches", "What programs make again by themselves.", Effect.IGNORE,
					".{cache,ccache,thumbnails,fontconfig,nv,compose-cache,sass-cache,parallel-cache}",
					"**/{Cache,Caches,CacheStorage,CachedData,CachedExtensionVSIXs,CachedProfilesData,Code Cache,GPUCache}",
					"**/{DawnCache,DawnGraphiteCache,DawnWebGPUCache,GrShaderCache,GraphiteDawnCache,ShaderCache}",
					"**/{Crash Reports,Crashpad,Service Worker,blob_storage,__pycache__,.mypy_cache,.pytest_cache,.cache}",
					"**/{.ruff_cache,.tox}", ".npm/{_cacache,_logs,_npx}", ".yarn/cache",
					".gradle/{caches,daemon,native,wrapper/dists}", ".m2/{repository,wrapper/dists}", ".ivy2/cache",
					".cargo/{registry,git}", ".nuget/packages", ".bundle/cache", ".cpan/{build,sources}",
					".local/share/{baloo,tracker,Trash-cache,icc/cache,flatpak/repo/tmp,pnpm/store}",
					".var/app/*/cache", ".java/fonts", ".eclipse/org.eclipse.oomph.p2/cache", ".steam/steam/appcache",
					".swt", ".tldr/cache"),
			Rule.of("locks", "Marks of programs that run, or ran.", Effect.IGNORE,
					".config/**/lockfile",
					"**/{parent.lock,.parentlock,SingletonLock,SingletonCookie,SingletonSocket,LOCK}",
					"**/.~lock.*", "**/.X*-lock", "**/*.pid", "**/.#*", "**/.*.sw[a-p]", "**/*.lck",
					".{gnupg,emacs.d}/**/.#*", ".gnupg/{S.*,*.lock}", ".metadata/.lock", "**/.fuse_hidden*",
					"**/.nfs*"),
			Rule.of("session-state", "What a session writes down about itself: cookies, logs, window positions.",
					Effect.IGNORE, ".{ICEauthority,Xauthority,dbus,esd_auth,pulse-cookie,gvfs,dmrc,face.lock}",
					".xsession-errors*", ".Xauthority-*", ".serverauth.*", ".config/{ibus/bus,session,gnome-session}",
					".config/pulse/{cookie,*-runtime}", ".config/xfce4/desktop/icons*", ".cache/sessions",
					".local/share/{gvfs-metadata,xorg,sddm,telepathy,zeitgeist,gnome-shell/application_state,kscreen-log}",
					".local/state/{wireplumber-log,xorg}", ".local/share/gnome-settings-daemon",
					".vboxclient-*.pid", ".sudo_as_admin_successful", ".motd_shown", ".lastlogin",
					".gnupg/{random_seed,.gpg-v21-migrated}", ".config/user-dirs.locale"),
			Rule.of("histories", "What was typed, opened or searched for.", Effect.IGNORE,
					".{bash,zsh,python,node_repl,sqlite,mysql,psql,rediscli,irb,php,octave,R,gdb,units,ghci,tcl,mongo}_history",
					".{history,histfile,zhistory,lesshst,viminfo,viminf*.tmp,wget-hsts,Rhistory,rnd,dbshell,calc_history}",
					".bash_history-*", ".bash_sessions", ".zsh_sessions", ".zcompdump*", ".z", ".zsh/history",
					".recently-used*",
					".local/share/{recently-used.xbel*,RecentDocuments,fish/fish_history,nano/search_history}",
					".local/share/{nano/filepos_history,zoxide,autojump,mc/history,atuin,nautilus/search-history}",
					".local/state/{lesshst,bash,zsh,less,nvim,vim,python_history,wireshark}", ".config/mc/history",
					".local/share/nvim/{shada,swap,undo}", ".vim/{undo,swap,backup}", ".nano/search_history",
					".emacs.d/{auto-save-list,recentf,tramp,history,places}"),
			Rule.of("trash", "What was thrown away.", Effect.IGNORE, ".local/share/Trash", ".Trash", ".Trash-*"),
			new Rule(SOCKETS, "Sockets, pipes and devices: they hold nothing. This rule can't be switched off.",
					Effect.IGNORE, List.of()),
			Rule.of("display-layout", "How the monitors of each machine stand, and their colours.", Effect.KEEP,
					".config/monitors.xml*", ".config/monitors-*", ".config/{autorandr,kscreen}/**",
					".config/kwinoutputconfig.json", ".local/share/{kscreen,icc}/**", ".screenlayout/**",
					".{nvidia-settings-rc,xrandr*}", ".xorg.conf*"),
			Rule.of("audio-devices", "Which sound cards each machine has, and how loud they are.", Effect.KEEP,
					".config/pulse/**", ".local/state/wireplumber/**", ".pulse/**"));

	private DotfileRules() {
	}

	/** @return all of them */
	public static List<Rule> all() {
		return RULES;
	}
}
