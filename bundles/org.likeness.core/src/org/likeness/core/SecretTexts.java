/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys and passwords as text, as the programs write them that keep them so. Each is sought by a word first, which costs
 * next to nothing where it is not there.
 */
final class SecretTexts {

	/**
	 * @param words   one of which stands in the text if the pattern matches
	 * @param pattern what decides
	 */
	private record Form(String kind, List<String> words, Pattern pattern) {

		static Form of(String kind, List<String> words, String pattern) {
			return new Form(kind, words, Pattern.compile(pattern, Pattern.MULTILINE));
		}

		boolean isIn(String text) {
			for (String word : words) {
				if (text.contains(word)) {
					return pattern.matcher(text).find();
				}
			}
			return false;
		}
	}

	private static final String KEY = "a private key";
	private static final String PASSWORD = "a password";
	private static final String TOKEN = "a token";
	/** A line's end, also as it is quoted in JSON. */
	private static final String LINE = "(?:\\\\r|\\\\n|\\s){1,8}";

	private static final List<Form> FORMS = List.of(
			Form.of(KEY, List.of("PRIVATE KEY"), "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----" + LINE
					+ "(?:[A-Za-z0-9+/=]{16}|[A-Za-z-]+: )"),
			Form.of(KEY, List.of("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"), ""),
			Form.of(KEY, List.of("-----BEGIN OpenVPN "),
					"-----BEGIN OpenVPN (?:Static key V1|tls-crypt-v2 (?:client|server) key)-----"),
			Form.of(KEY, List.of("AGE-SECRET-KEY-", "AGE-PLUGIN-"),
					"\\bAGE-(?:SECRET-KEY-(?:PQ-)?1|PLUGIN-[A-Z]+-1)[A-Z0-9]{20}"),
			Form.of(KEY, List.of("untrusted comment:"), "\\Auntrusted comment:.*secret key"),
			Form.of(KEY, List.of("private-key"),
					"(?:\\A\\(\\d{0,4}:?|^Key: \\()(?:protected-|shadowed-)?(?:\\d{1,3}:)?private-key"),
			Form.of(KEY, List.of("BORG_KEY "), "\\ABORG_KEY [0-9a-f]{8}"),
			Form.of(KEY, List.of("PrivateKey", "PresharedKey", "private-key="),
					"^[ \\t]*(?:PrivateKey|PresharedKey|private-key)[ \\t]*=[ \\t]*[A-Za-z0-9+/]{43}="),
			Form.of(KEY, List.of("client-key-data"), "\"?client-key-data\"?:\\s*\"?[A-Za-z0-9+/]{16}"),
			Form.of(KEY, List.of("LS0tLS1CRUdJTi"),
					"LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,60}(?:UFJJVkFURSBLRV|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW)"),
			Form.of("a keyring", List.of("[keyring]"), "\\A\\s*\\[keyring\\](?s:.*)^secret="),
			Form.of("stored passwords", List.of("encryptedPassword", "encryptedUsername"),
					"\"encrypted(?:Password|Username)\"\\s{0,9}:"),
			Form.of(PASSWORD, List.of("://"),
					"://[^\\s/:@\"'<>`]{0,200}:(?!(?:pass|password|passwd|\\*+|\\.+|x+)@)"
							+ "[^\\s/@\"'<>`${%]{1,200}@[A-Za-z0-9\\[]"),
			Form.of(PASSWORD, List.of("machine", "default"),
					"^[ \\t]*(?:machine[ \\t]{1,9}\\S{1,300}|default)\\s{1,99}"
							+ "(?:(?:login|account|port|user)\\s{1,99}\\S{1,300}\\s{1,99}){0,4}password\\s{1,99}\\S"),
			Form.of(PASSWORD, List.of("<Pass"), "<Pass(?:word)?(?: encoding=\"base64\")?>[^<\\s$]"),
			Form.of(PASSWORD, List.of("psk=", "psk ="), "^[ \\t]*psk[ \\t]*=[ \\t]*\\S{8}"),
			Form.of(TOKEN, List.of("_authToken", "_auth", "_password"),
					"^[ \\t]*(?://\\S{1,300}:)?_(?:authToken|auth|password)[ \\t]*=[ \\t]*[\"']?[^\\s$\"']{6}"),
			Form.of(TOKEN, List.of("aws_se", "AWS_SE"),
					"(?i)\\baws_(?:secret_access_key|session_token)[\"']?\\s{0,9}[=:]\\s{0,9}[\"']?[^\\s$\"'{<]{16}"),
			Form.of(TOKEN, List.of("oauth_token", "oauth-token"),
					"\"?oauth[_-]token\"?\\s{0,9}[:=]\\s{0,9}\"?[^\\s\"${<]{8}"),
			Form.of(TOKEN, List.of("\"auth\"", "identitytoken", "registrytoken"),
					"\"(?:auth|identitytoken|registrytoken)\"\\s{0,9}:\\s{0,9}\"[A-Za-z0-9+/=._-]{8}"),
			Form.of(TOKEN, List.of("refresh_token", "access_token", "client_secret", "refreshToken", "accessToken"),
					"[\"']?(?:refresh_token|access_token|client_secret|refreshToken|accessToken)[\"']?\\s{0,9}[:=]\\s{0,9}[\"']?"
							+ "[A-Za-z0-9+/=._~|-]{20}"),
			Form.of(TOKEN, List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "pypi-AgE", "npm_",
					"xoxb-", "xoxp-", "xoxa-", "xoxc-", "xoxd-", "xoxs-", "hf_", "sk-ant-", "dop_v1_", "sk_live_",
					"AIza", "SG."),
					"(?<![A-Za-z0-9_-])(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\\w{36}|glpat-[\\w-]{20}|pypi-AgE[\\w-]{50}|"
							+ "npm_[A-Za-z0-9]{36}|xox[abcdeps]-[A-Za-z0-9%-]{20}|hf_[A-Za-z]{34}|sk-ant-[\\w-]{24}|"
							+ "dop_v1_[0-9a-f]{64}|sk_live_[A-Za-z0-9]{24}|AIza[\\w-]{35}|SG\\.[\\w-]{22}\\.[\\w-]{43})"));

	/** In a file that is private, or called as secrets are: a word for a password, and something that could be one. */
	private static final Pattern SETTING = Pattern.compile("(?im)(?:^|[{,;<])[ \\t]*(?:export[ \\t]+|set[ \\t]+)?[\"']?"
			+ "(?:[a-z0-9_.@-]{0,40}[_.@-]|remote|sasl|smtp|imap|pop|bot|proxy|db)?(?:password|passwd|passphrase|pass|pwd|"
			+ "secret|token|api_?key|auth_?key|access_?key|secret_?key|private_?key|wep-key\\d)[\"']?"
			+ "(?:[ \\t]*[=:>][ \\t]*[\"']?(?!(?:true|false|yes|no|none|null|nil|ask|prompt|basic|default|[01])\\b[\"']?"
			+ "[ \\t]*[,;}]?[ \\t]*$)[^\\s\"'$`<{(%#,;/~][^\\s\"'<]{2}|[ \\t]+[\"']?[^\\s\"'$`<{(%#,;/~]\\S{2,}[ \\t]*$)");
	/** host:port:database:user:password, as {@code pgpass} has it. */
	private static final Pattern LOGIN = Pattern
			.compile("(?m)\\A(?:#.*\\R){0,20}[^\\s:#]+:(?:\\d+|\\*):[^\\s:]+:[^\\s:]+:\\S+\\s*$");

	private SecretTexts() {
	}

	/** @param sensitive whether the file is private, or called as secrets are */
	static Optional<String> kind(String text, boolean sensitive) {
		for (Form form : FORMS) {
			if (form.isIn(text)) {
				return Optional.of(form.kind());
			}
		}
		boolean settings = sensitive && text.indexOf('\0') < 0;
		return settings && (SETTING.matcher(text).find() || LOGIN.matcher(text).find()) ? Optional.of(PASSWORD)
				: Optional.empty();
	}
}
