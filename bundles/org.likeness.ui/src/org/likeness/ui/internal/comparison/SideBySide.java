/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.eclipse.compare.CompareConfiguration;
import org.eclipse.compare.CompareEditorInput;
import org.eclipse.compare.CompareUI;
import org.eclipse.compare.IEncodedStreamContentAccessor;
import org.eclipse.compare.ITypedElement;
import org.eclipse.compare.structuremergeviewer.DiffNode;
import org.eclipse.compare.structuremergeviewer.Differencer;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.graphics.Image;
import org.likeness.core.ComparedItem;
import org.likeness.core.Item;
import org.likeness.core.ItemContent;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.ReadItemCommand;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.Problems;

/** Opens both sides of an item in the platform's compare editor. */
public final class SideBySide extends Job {

	/**
	 * Where one side is read.
	 *
	 * @param label  what people call it
	 * @param opener opens it, within the job
	 */
	public record Source(String label, Opener opener) {
	}

	/** Opens a machine that somebody else closes. */
	@FunctionalInterface
	public interface Opener {

		/** @throws MachineException if it can't be read; nothing is changed */
		Machine open(IProgressMonitor monitor) throws MachineException;
	}

	/** Finds what is to be read, within the job. */
	@FunctionalInterface
	public interface Finder {

		/** @throws MachineException if it can't be found out; nothing is changed */
		ComparedItem find(IProgressMonitor monitor) throws MachineException;
	}

	/** The sides as they were read. */
	private record Sides(ComparedItem item, ItemContent left, ItemContent right) {
	}

	private final CloneSession session;
	private final String key;
	private final Finder finder;
	private final Source left;
	private final Source right;
	private final Runnable done;

	/**
	 * @param left  where {@link ComparedItem#ofLaptop()} is
	 * @param right where {@link ComparedItem#ofClone()} is
	 * @param done  run in the job when both have been read, or could not be
	 */
	public SideBySide(CloneSession session, ComparedItem item, Source left, Source right, Runnable done) {
		this(session, item.key(), monitor -> item, left, right, done);
	}

	/** As the other one, of an item that is still to be found. */
	public SideBySide(CloneSession session, String key, Finder finder, Source left, Source right, Runnable done) {
		super("Read " + ItemText.cell(key) + " on both sides");
		this.session = session;
		this.key = key;
		this.finder = finder;
		this.left = left;
		this.right = right;
		this.done = done;
		setRule(session);
		setPriority(SHORT);
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		SubMonitor progress = SubMonitor.convert(monitor, getName(), 3);
		try {
			Sides sides = session.use(() -> {
				ComparedItem item = finder.find(progress.split(1));
				return new Sides(item, read(left, item.ofLaptop(), progress.split(1)),
						read(right, item.ofClone(), progress.split(1)));
			});
			Background.onScreen(() -> CompareUI.openCompareEditor(new Input(this, sides)));
			return Status.OK_STATUS;
		} catch (OperationCanceledException e) {
			return Status.CANCEL_STATUS;
		} catch (MachineException e) {
			Problems.show("Side by Side", e);
			return Status.OK_STATUS;
		} catch (RuntimeException | OutOfMemoryError e) {
			Problems.show("Side by Side", Problems.fault(key + " could not be shown because of a fault in Likeness",
					session.known().image(), "Nothing was changed.", e));
			return Status.OK_STATUS;
		} finally {
			done.run();
		}
	}

	/** Only contents need the machine. */
	private static ItemContent read(Source source, Item item, SubMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 2);
		boolean file = item != null && item.file() != null;
		return new ReadItemCommand(file ? source.opener().open(progress.split(1)) : null, item).call(progress.split(1));
	}

	@Override
	public boolean belongsTo(Object family) {
		return family == SideBySide.class || family == session;
	}

	/** What the compare editor shows; nothing there can be edited. */
	private static final class Input extends CompareEditorInput {

		private final Sides sides;

		Input(SideBySide job, Sides sides) {
			super(configuration(job, sides.item()));
			this.sides = sides;
			setTitle(ItemText.cell(sides.item().key()));
		}

		private static CompareConfiguration configuration(SideBySide job, ComparedItem item) {
			CompareConfiguration configuration = new CompareConfiguration();
			configuration.setLeftEditable(false);
			configuration.setRightEditable(false);
			String key = ItemText.cell(item.key());
			configuration.setLeftLabel(
					job.left.label() + ": " + key + (item.ofLaptop() == null ? " (not there)" : ""));
			configuration.setRightLabel(
					job.right.label() + ": " + key + (item.ofClone() == null ? " (not there)" : ""));
			return configuration;
		}

		@Override
		protected Object prepareInput(IProgressMonitor monitor) {
			String key = sides.item().key();
			return new DiffNode(null, Differencer.CHANGE, null, new Side(key, sides.left()),
					new Side(key, sides.right()));
		}

		/** The contents are read already: no dialog is needed. */
		@Override
		public boolean canRunAsJob() {
			return true;
		}

		@Override
		public Image getTitleImage() {
			return Icons.get("sidebyside");
		}
	}

	/** One side as text. */
	private record Side(String key, ItemContent content) implements ITypedElement, IEncodedStreamContentAccessor {

		@Override
		public String getName() {
			return ItemText.cell(key);
		}

		@Override
		public Image getImage() {
			return null;
		}

		/** Whatever it is called on the machine, it is shown as text. */
		@Override
		public String getType() {
			return TEXT_TYPE;
		}

		@Override
		public InputStream getContents() {
			return new ByteArrayInputStream(content.describe().getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String getCharset() {
			return StandardCharsets.UTF_8.name();
		}
	}
}
