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
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.graphics.Image;
import org.likeness.core.ComparedItem;
import org.likeness.core.ItemContent;
import org.likeness.core.MachineException;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.Problems;
import org.likeness.ui.internal.clones.CloneList;

/** Opens both sides of an item in the platform's compare editor. */
final class SideBySide extends Job {

	private final ComparisonSession session;
	private final ComparedItem item;

	SideBySide(ComparisonSession session, ComparedItem item) {
		super("Read " + ItemText.cell(item.key()) + " on both sides");
		this.session = session;
		this.item = item;
		setRule(session);
		setPriority(SHORT);
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			ComparisonSession.Sides sides = session.read(item, monitor);
			Background.onScreen(() -> CompareUI.openCompareEditor(new Input(session, item, sides)));
			return Status.OK_STATUS;
		} catch (OperationCanceledException e) {
			return Status.CANCEL_STATUS;
		} catch (MachineException e) {
			Problems.show("Side by Side", e);
			return Status.OK_STATUS;
		}
	}

	@Override
	public boolean belongsTo(Object family) {
		return family == SideBySide.class || family == session;
	}

	/** What the compare editor shows; nothing there can be edited. */
	private static final class Input extends CompareEditorInput {

		private final ComparedItem item;
		private final ComparisonSession.Sides sides;

		Input(ComparisonSession session, ComparedItem item, ComparisonSession.Sides sides) {
			super(configuration(session, item));
			this.item = item;
			this.sides = sides;
			setTitle(ItemText.cell(item.key()));
		}

		private static CompareConfiguration configuration(ComparisonSession session, ComparedItem item) {
			CompareConfiguration configuration = new CompareConfiguration();
			configuration.setLeftEditable(false);
			configuration.setRightEditable(false);
			configuration.setLeftLabel(
					"laptop: " + ItemText.cell(item.key()) + (item.ofLaptop() == null ? " (not there)" : ""));
			configuration.setRightLabel(CloneList.name(session.known()) + ": " + ItemText.cell(item.key())
					+ (item.ofClone() == null ? " (not there)" : ""));
			return configuration;
		}

		@Override
		protected Object prepareInput(IProgressMonitor monitor) {
			return new DiffNode(null, Differencer.CHANGE, null, new Side(item.key(), sides.ofLaptop()),
					new Side(item.key(), sides.ofClone()));
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
