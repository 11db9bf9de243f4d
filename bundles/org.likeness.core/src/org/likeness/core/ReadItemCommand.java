/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Reads one side of an item for a person to look at: of a file whose contents the machine can't give, its digest only.
 * Memory does not grow with the size of its file. A secret is not shown.
 */
public final class ReadItemCommand {

	private final Machine machine;
	private final Item item;

	/**
	 * @param machine where the item was found; still the caller's to close
	 * @param item    the item; {@code null} if this side has none
	 */
	public ReadItemCommand(Machine machine, Item item) {
		this.machine = machine;
		this.item = item;
	}

	/** @throws MachineException if the machine can't be read, or the file has gone; nothing is changed */
	public ItemContent call(IProgressMonitor monitor) throws MachineException {
		if (item == null) {
			return ItemContent.none();
		}
		if (item.file() == null) {
			return new ItemContent(item, null, null);
		}
		SubMonitor progress = SubMonitor.convert(monitor, "Reading " + item.key() + " – " + machine.label(), 1);
		MachinePath path = item.file().path();
		if (!machine.withoutContents(List.of(path)).isEmpty()) {
			return new ItemContent(item, null, machine.digest(List.of(item.file()), progress.split(1)).get(path));
		}
		ItemContent[] content = new ItemContent[1];
		machine.read(List.of(path), (file, size, in) -> {
			SecretContents.Looked looked = new SecretContents.Looked(item.file(), in);
			content[0] = looked.secret().isPresent() ? ItemContent.secret(item, looked.secret().get())
					: read(looked.content());
		}, progress.split(1));
		if (content[0] == null) {
			throw new MachineException("The file could not be read (any more)",
					path + " on " + machine.label(), "Nothing was changed.", "Compare again.");
		}
		return content[0];
	}

	private ItemContent read(InputStream in) throws IOException {
		DigestInputStream digesting = new DigestInputStream(in, Digest.computation());
		byte[] head = digesting.readNBytes(ItemContent.TEXT_LIMIT + 1);
		String text = head.length <= ItemContent.TEXT_LIMIT ? ItemContent.asText(head) : null;
		byte[] buffer = new byte[1 << 16];
		int count = head.length;
		while (count > 0) {
			count = digesting.read(buffer);
		}
		return new ItemContent(item, text, Digest.of(digesting.getMessageDigest().digest()));
	}
}
