/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "*.conf|a.conf|true", "*.conf|d/a.conf|false",
			"**/*.conf|a.conf|true", "**/*.conf|d/e/a.conf|true", "**/Cache|Cache|true", "**/Cache|a/Cache|true",
			"**/Cache|aCache|false", "**/Cache|Cache/x|false", "a/**|a/b/c|true", "a/**|a|false", "a/**/b|a/b|true",
			"a/**/b|a/x/y/b|true", "a/**/b|ab|false", "a**/b|a/b|true", "a**/b|axx/y/b|true", "a**/b|ab|false",
			"**|x/y|true",
			"?|a|true", "?|/|false", "a?c|a/c|false", "[abc]x|bx|true", "[!abc]x|bx|false", "[!abc]x|dx|true",
			"[!a]b|/b|false", "[a-c]|b|true", "{a,b/c}|b/c|true", "{a,b/c}|b|false", "{*.log,x{1,2}}|x2|true",
			"a\\*b|a*b|true", "a\\*b|axb|false", "a.b|axb|false", "a+(b)|a+(b)|true", "a^$|a^$|true", "a,b|a,b|true",
			"x}|x}|true", "(?i)**/*key*.pem|a/PrivateKey.PEM|true", "(?i)**/*Key*.pem|privatekeyx.pem|true",
			"(?i)A/B|a/b|true", "(?i)a/b|A/B|true", "(?i)a/b|a/c|false", "(?i)[a-c-]x|BX|true", "(?i)[a-c-]x|-x|true",
			"(?i)[!A]x|ax|false", "(?i){.Aa,b}/**/c|.aA/x/C|true", "(?i)x\\(?|X(y|true", "\\(?i)a|(xi)a|true",
			"{**/a,b}|c/a|true", "{**/a,b}|a|true" })
	void matchesAsItsGlobSays(String glob, String path, boolean expected) {
		assertEquals(expected, PathPattern.of(glob).matches(Name.of(path)), PathPattern.of(glob).expression());
		assertEquals(expected, PathPattern.anyOf(List.of(PathPattern.of(glob))).matches(Name.of(path)));
		assertEquals(expected,
				PathPattern.anyOf(List.of(PathPattern.of("never"), PathPattern.of(glob))).matches(Name.of(path)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "[a", "[]", "[!]", "{a", "{a,{b}", "[a/b]", "[[]x]", "[\\]]", "[z-a]" })
	void refusesWhatIsNotClosed(String glob) {
		assertThrows(IllegalArgumentException.class, () -> PathPattern.of(glob));
	}

	@Test
	void matchesBytes() {
		assertEquals(true, PathPattern.of("caf*").matches(Name.ofBytes(new byte[] { 'c', 'a', 'f', (byte) 0xe9 })));
		assertEquals(true, PathPattern.of("caf\u00e9").matches(Name.of("caf\u00e9")));
		assertEquals(true, PathPattern.of("*").matches(Name.of("a\nb")));
		assertFalse(PathPattern.anyOf(List.of()).matches(Name.of("")));
		assertFalse(PathPattern.anyOf(List.of()).matches(Name.of("a")));
	}

	/** The appliance's find and Java must choose the same files. */
	@Test
	void findFindsTheSame(@TempDir Path folder) throws Exception {
		run(folder,
				"mkdir -p a/b/c d.x 'sp ace' $'nl\\n' '{x,y}' '[z]'; for f in . a a/b a/b/c d.x 'sp ace' $'nl\\n' '{x,y}' "
						+ "'[z]'; do touch \"$f\"/{one,two.conf,Cache,$'caf\\xe9','x+y','q?','st*r','br{c}','\\','a^b$','(p|q)'}; done");
		List<String> all = List.of(run(folder, "find . -mindepth 1 -printf '%P\\0'").split("\0"));
		assertEquals(107, all.size());
		List<PathPattern> patterns = new ArrayList<>();
		for (String glob : new String[] { "*", "**", "**/*.conf", "*.conf", "a/**", "a/*/one", "**/Cache", "**/b/**",
				"{a,d.x}/*", "[a-c]/**", "[!a]*/*", "?.x/??o*", "sp ace/*", "**/x+y", "**/q\\?", "**/st\\**",
				"**/br\\{c\\}",
				"**/\\\\", "**/a^b$", "**/(p|q)", "\\{x,y\\}/one", "\\[z\\]", "nl*/**", "**/caf*", "a**/c",
				"**/{one,C*}", "(?i)**/{ONE,c[a-c-]CHE}", "(?i)A/B/**", "(?i)**/CAF*" }) {
			patterns.add(PathPattern.of(glob));
		}
		patterns.add(PathPattern.anyOf(patterns.subList(2, 9)));
		for (PathPattern pattern : patterns) {
			TreeSet<String> expected = new TreeSet<>(Arrays.asList(run(folder,
					"find . -mindepth 1 -regextype posix-extended -regex '\\./(" + pattern.expression()
							+ ")' -printf '%P\\0'")
					.split("\0")));
			expected.remove("");
			TreeSet<String> found = new TreeSet<>();
			all.stream().filter(path -> pattern.matches(Name.ofBytes(path.getBytes(StandardCharsets.ISO_8859_1))))
					.forEach(found::add);
			assertEquals(expected, found, pattern.expression());
			assertFalse(found.isEmpty(), pattern.toString());
		}
	}

	private static String run(Path folder, String script) throws Exception {
		ProcessBuilder builder = new ProcessBuilder("bash", "-euc", script).directory(folder.toFile());
		builder.environment().put("LC_ALL", "C");
		Process process = builder.redirectErrorStream(true).start();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		assertEquals(0, process.waitFor(), script + "\n" + out);
		return out;
	}

	/** The set takes short cuts; each pattern by itself does not. */
	@Test
	void aSetMatchesWhatOneOfItsPatternsMatches() {
		Random random = new Random(4);
		String[] parts = { "a", "b", "/", "/", "*", "**", "**/", "?", "[ab]", "{a,b}", "\\*", "." };
		for (int i = 0; i < 3_000; i++) {
			List<PathPattern> patterns = new ArrayList<>();
			for (int k = random.nextInt(4); k >= 0; k--) {
				patterns.add(PathPattern.of(join(random, parts, 1 + random.nextInt(5))));
			}
			PathPattern set = PathPattern.anyOf(patterns);
			for (int k = 0; k < 20; k++) {
				Name name = Name.of(join(random, new String[] { "a", "b", "/", "*", ".", "c" }, random.nextInt(6)));
				assertEquals(patterns.stream().anyMatch(pattern -> pattern.matches(name)), set.matches(name),
						() -> patterns + " on " + name);
			}
		}
	}

	private static String join(Random random, String[] parts, int count) {
		StringBuilder out = new StringBuilder();
		for (int i = 0; i < count; i++) {
			out.append(parts[random.nextInt(parts.length)]);
		}
		return out.toString();
	}
}
