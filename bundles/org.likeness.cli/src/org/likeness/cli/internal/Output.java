/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Text for a person. Each piece of a line is made {@linkplain SafeText safe} on its way, so nothing that a machine holds
 * can steer the terminal; only {@link Style}s can, and only where there are colours.
 */
final class Output {

	private final PrintWriter writer;
	private final CharsetEncoder encoder;
	private final boolean colours;
	private StringBuilder line = new StringBuilder();
	private int column;

	/**
	 * @param stream  where to print; not closed
	 * @param charset the encoding of the terminal or of whatever reads
	 * @param colours whether styles are shown
	 */
	Output(OutputStream stream, Charset charset, boolean colours) {
		Writer encoding = new OutputStreamWriter(stream, charset);
		this.writer = new PrintWriter(encoding);
		this.encoder = charset.newEncoder();
		this.colours = colours;
	}

	/** Adds to the line. */
	Output add(String text) {
		return add(Style.PLAIN, text);
	}

	/** Adds to the line. */
	synchronized Output add(Style style, String text) {
		String safe = SafeText.of(text, encoder, false);
		line.append(colours ? style.around(safe) : safe);
		column += safe.codePointCount(0, safe.length());
		return this;
	}

	/** Fills the line with spaces up to a column, at least one. */
	synchronized Output to(int target) {
		int spaces = Math.max(column == 0 ? 0 : 1, target - column);
		line.append(" ".repeat(Math.max(0, spaces)));
		column += spaces;
		return this;
	}

	/** Ends the line. */
	synchronized Output end() {
		writer.println(line.toString().stripTrailing());
		line = new StringBuilder();
		column = 0;
		return this;
	}

	/** Prints a line of a file, with its tabs. */
	synchronized Output content(Style style, String text) {
		String safe = SafeText.of(text, encoder, true);
		writer.println(colours ? style.around(safe) : safe);
		return this;
	}

	/** @return a writer for whole texts, which are made safe line by line */
	PrintWriter writer() {
		return new PrintWriter(new Writer() {
			private final StringBuilder rest = new StringBuilder();

			@Override
			public void write(char[] buffer, int offset, int length) {
				for (int i = offset; i < offset + length; i++) {
					if (buffer[i] == '\n') {
						add(rest.toString()).end();
						rest.setLength(0);
					} else {
						rest.append(buffer[i]);
					}
				}
			}

			@Override
			public void flush() {
				Output.this.flush();
			}

			@Override
			public void close() {
				if (!rest.isEmpty()) {
					write(new char[] { '\n' }, 0, 1);
				}
				flush();
			}
		}, false);
	}

	/** Puts {@code text} in the place of the line that the cursor is on; only for a terminal. */
	synchronized Output overwrite(String text) {
		writer.print("\r\u001b[K" + SafeText.of(text, encoder, false));
		writer.flush();
		return this;
	}

	/** Prints a question; the answer follows on the same line. */
	synchronized void prompt(String question) {
		writer.print(SafeText.of(question, encoder, false));
		writer.flush();
	}

	void flush() {
		writer.flush();
	}

	/** @return whether whoever reads has gone (a pager that was left) */
	boolean isBroken() {
		return writer.checkError();
	}
}
