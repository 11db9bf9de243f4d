/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * Something could not be done with a machine. It says four things, each in a sentence or less: what failed, on which
 * image or path, what state things are in now, and what to do.
 */
public class MachineException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String what;
	private final String where;
	private final String state;
	private final String remedy;

	/**
	 * @param what   what failed: "The image can't be read"
	 * @param where  the image or path: "/home/ann/clone.qcow2"
	 * @param state  what state things are in now: "Nothing was changed."
	 * @param remedy what to do: "Shut the virtual machine down, then compare again."
	 */
	public MachineException(String what, String where, String state, String remedy) {
		this(what, where, state, remedy, null);
	}

	/** As the other constructor, with what brought it about, for the log. */
	public MachineException(String what, String where, String state, String remedy, Throwable cause) {
		super(what + ": " + where, cause);
		this.what = what;
		this.where = where;
		this.state = state;
		this.remedy = remedy;
	}

	/**
	 * @param where what was worked on: the image, say
	 * @param state what state things are in now
	 * @param end   the end of the memory
	 * @return the same in four parts
	 */
	public static MachineException outOfMemory(String where, String state, OutOfMemoryError end) {
		return new MachineException("There is more than fits into the memory that Likeness may take ("
				+ (Runtime.getRuntime().maxMemory() >> 20) + " MB)", where, state,
				"Look at less at once (--facet on the command line), or give it more: start it with LIKENESS_MEMORY=1g, say, "
						+ "in the environment.",
				end);
	}

	public String what() {
		return what;
	}

	public String where() {
		return where;
	}

	public String state() {
		return state;
	}

	public String remedy() {
		return remedy;
	}

	/** @return the four parts, a line each */
	public String explanation() {
		return what + ": " + where + "\n" + state + "\n" + remedy;
	}
}
