/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.part.ViewPart;
import org.likeness.core.ComparedItem;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.MachineException;
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.GroupTree;
import org.likeness.ui.internal.Problems;
import org.likeness.ui.internal.SuppliedSelection;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.comparison.SideBySide;
import org.likeness.ui.internal.history.StepChanges.ChangedItem;

/** The steps of a clone, and what changed in the selected one, or from one selected step to the other. */
public final class HistoryView extends ViewPart {

	/** As in plugin.xml. */
	public static final String ID = "org.likeness.ui.history";

	/** From so many pixels on the changes have room beside the steps. */
	private static final int WIDE = 900;

	private final Runnable refreshed = this::load;
	private final CloneFollower follower = new CloneFollower(this::load);
	private final SuppliedSelection selection = new SuppliedSelection(this::selected);
	private final StackLayout pages = new StackLayout();
	private Composite stack;
	private Label message;
	private SashForm sash;
	private StepTable steps;
	private Label heading;
	private GroupTree changes;
	private CloneSession session;
	/** What the changes shown are between; {@code null} as long as there is no step before. */
	private Version before;
	private Version after;
	private Job finding;
	private int asked;

	@Override
	public void createPartControl(Composite parent) {
		stack = new Composite(parent, SWT.NONE);
		stack.setLayout(pages);
		Composite empty = new Composite(stack, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(20, 20).applyTo(empty);
		message = WidgetKeys.mark(new Label(empty, SWT.WRAP | SWT.CENTER), "history.message");
		GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.CENTER).applyTo(message);
		sash = new SashForm(stack, SWT.HORIZONTAL | SWT.SMOOTH);
		steps = new StepTable(sash);
		Composite below = new Composite(sash, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(below);
		heading = WidgetKeys.mark(new Label(below, SWT.NONE), "history.heading");
		GridDataFactory.fillDefaults().grab(true, false).indent(6, 2).applyTo(heading);
		changes = new GroupTree(below, SWT.MULTI, "history.changes", null);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(changes.control());
		sash.setWeights(54, 46);
		stack.addListener(SWT.Resize, e -> {
			sash.setOrientation(stack.getSize().x > WIDE ? SWT.HORIZONTAL : SWT.VERTICAL);
		});
		steps.control().addListener(SWT.Selection, e -> findChanges(false));
		changes.control().addListener(SWT.Selection, e -> selection.changed());
		changes.control().addListener(SWT.DefaultSelection, e -> open((TreeItem) e.item));
		contextMenu("org.likeness.ui.history.steps", steps.control());
		contextMenu("org.likeness.ui.history.changes", changes.control());
		getSite().setSelectionProvider(selection);
		CloneList.get().addListener(refreshed);
		getSite().getWorkbenchWindow().getSelectionService().addSelectionListener(follower);
		pages.topControl = empty;
		load();
	}

	private void contextMenu(String id, Control control) {
		MenuManager menu = new MenuManager(null, id);
		control.setMenu(menu.createContextMenu(control));
		getSite().registerContextMenu(id, menu, selection);
	}

	/** Reads the steps anew, in the background. */
	private void load() {
		if (stack.isDisposed() || CloneList.get().entries() == null) {
			return;
		}
		CloneList.Entry entry = follower.entry();
		int number = ++asked;
		if (entry == null) {
			show(null, List.of(), "The steps of a clone show here.");
			return;
		}
		KnownClone clone = entry.known();
		CloneSession meant = CloneSession.of(clone);
		Background.run("The history of " + entry.name() + " can't be read", () -> {
			try (CloneHistory history = meant.history()) {
				return history.steps();
			}
		}, read -> {
			if (number == asked && !stack.isDisposed()) {
				show(meant, read, entry.name() + " has no history yet. It begins when something is applied to it: tick "
						+ "items in its comparison, then Apply to Clone…");
			}
		});
	}

	private void show(CloneSession shown, List<HistoryStep> read, String otherwise) {
		if (shown != null && shown == session && !read.isEmpty() && read.equals(steps.all())) {
			return; // What a person looks at stays.
		}
		session = shown;
		message.setText(otherwise);
		steps.show(read);
		Control page = read.isEmpty() ? message.getParent() : sash;
		boolean turned = pages.topControl != page;
		pages.topControl = page;
		stack.layout(true, true);
		if (turned && getSite().getPage().getActivePart() == this) {
			setFocus();
		}
		findChanges(false);
	}

	/**
	 * Finds what changed in the selected step, or between the two selected steps, in the background.
	 *
	 * @param now whether to find what changed from the selected step until now instead
	 */
	private void findChanges(boolean now) {
		if (finding != null) {
			finding.cancel();
			finding = null;
		}
		List<HistoryStep> chosen = steps.selected();
		choose(chosen, now);
		changes.show(List.of());
		selection.changed();
		if (before == null) {
			heading.setText(after == null ? "" : "This is the first step: what the clone was before all others.");
			return;
		}
		String title = now ? "What changed from " + before.label() + " until now"
				: chosen.size() > 1 ? "What changed from " + before.label() + " to " + after.label()
						: "What changed in this step";
		heading.setText(now ? "Looking at the clone as it is now…" : "Looking for what changed…");
		finding = findChanges(session, before, after, title);
		finding.schedule();
	}

	private void choose(List<HistoryStep> chosen, boolean now) {
		before = null;
		after = null;
		if (now) {
			before = new Version(chosen.get(0));
			after = Version.NOW;
		} else if (!chosen.isEmpty()) {
			after = new Version(chosen.get(0));
			before = chosen.size() > 1 ? new Version(chosen.get(chosen.size() - 1)) : steps.before(chosen.get(0));
		}
	}

	private Job findChanges(CloneSession of, Version from, Version to, String title) {
		Job job = Job.create("Look for what changed", (ICoreRunnable) monitor -> {
			try {
				List<GroupTree.Group> found = to.isNow() ? of.use(() -> StepChanges.find(of, from, to, monitor))
						: StepChanges.find(of, from, to, monitor);
				Background.onScreen(() -> showChanges(of, from, to, found,
						found.isEmpty() ? title + ": no item" : title));
			} catch (OperationCanceledException e) {
				// Another step is looked at by now, or the person has seen enough.
				Background.onScreen(() -> showChanges(of, from, to, List.of(), "It was not looked for what changed"));
			} catch (MachineException e) {
				Background.onScreen(() -> showChanges(of, from, to, List.of(), e.what()));
				Problems.show("History", e);
			} catch (RuntimeException | OutOfMemoryError e) {
				Background.onScreen(() -> showChanges(of, from, to, List.of(), "It could not be found out"));
				Problems.show("History", Problems.fault("The history could not be looked at because of a fault",
						of.known().image(), "Nothing was changed.", e));
			}
		});
		job.setPriority(Job.SHORT);
		if (to.isNow()) {
			// It may take an appliance: the workbench shows the progress in a dialog, with Cancel.
			job.setRule(of);
			job.setUser(true);
		}
		return job;
	}

	/** Versions are compared as objects: the same two may be looked at again meanwhile. */
	private void showChanges(CloneSession of, Version from, Version to, List<GroupTree.Group> found, String title) {
		if (!stack.isDisposed() && of == session && from == before && to == after) {
			heading.setText(title);
			changes.show(found);
			selection.changed();
		}
	}

	private void open(TreeItem row) {
		if (row.getParentItem() == null) {
			row.setExpanded(!row.getExpanded());
		} else if (row.getData() instanceof GroupTree.Line line && line.data() instanceof ChangedItem changed) {
			openVersions(changed);
		}
	}

	private void openVersions(ChangedItem changed) {
		OpenVersions versions = new OpenVersions(session);
		new SideBySide(session, changed.item(), source("before", before, versions), source("after", after, versions),
				versions::close).schedule();
	}

	private static SideBySide.Source source(String role, Version version, OpenVersions versions) {
		return new SideBySide.Source(version.isNow() ? version.label() : role + ", " + version.label(),
				monitor -> versions.open(version, monitor));
	}

	/** Opens the selected items as they were before the changes that are shown, and after them. */
	public void compareVersions() {
		changes.selected().forEach(changed -> openVersions((ChangedItem) changed));
	}

	/** Opens the selected items as the changes that are shown left them, and as they are now. */
	public void compareItemsWithNow() {
		for (Object selected : changes.selected()) {
			ChangedItem changed = (ChangedItem) selected;
			if (after.isNow()) {
				openVersions(changed);
				continue;
			}
			CloneSession of = session;
			OpenVersions versions = new OpenVersions(of);
			SideBySide job = new SideBySide(of, changed.item().key(),
					monitor -> ItemNow.find(of, changed, monitor), source("after", after, versions),
					source("", Version.NOW, versions), versions::close);
			job.setUser(true);
			job.schedule();
		}
	}

	/** Shows what changed from the selected step until now. */
	public void compareStepWithNow() {
		if (steps.selected().size() == 1) {
			findChanges(true);
		}
	}

	/** What commands are about: the step, if it is one, and the items. */
	private StructuredSelection selected() {
		List<Object> all = new ArrayList<>(steps.selected().size() == 1 ? steps.selected() : List.of());
		all.addAll(changes.selected());
		return new StructuredSelection(all);
	}

	/** @return the clone; {@code null} if there is none */
	public CloneSession session() {
		return session;
	}

	/** @return the step that is selected; {@code null} if it is not one */
	public HistoryStep step() {
		return steps.selected().size() == 1 ? steps.selected().get(0) : null;
	}

	/** @return the step before the changes that are shown; {@code null} if there is none */
	public HistoryStep stepBefore() {
		return before == null ? null : before.step();
	}

	/** @return the step that the changes led to that are shown; {@code null} if that is now, or there are none */
	public HistoryStep stepAfter() {
		return after == null ? null : after.step();
	}

	/** @return the changed items that are selected, by facet and key */
	public ItemKeys selectedItems() {
		ItemKeys keys = new ItemKeys();
		for (Object selected : changes.selected()) {
			ChangedItem changed = (ChangedItem) selected;
			ComparedItem item = changed.item();
			keys.add(changed.facet(), item.key());
		}
		return keys;
	}

	@Override
	public void setFocus() {
		if (pages.topControl == sash) {
			steps.control().setFocus();
		} else {
			stack.setFocus();
		}
	}

	@Override
	public void dispose() {
		CloneList.get().removeListener(refreshed);
		getSite().getWorkbenchWindow().getSelectionService().removeSelectionListener(follower);
		if (finding != null) {
			finding.cancel();
		}
		super.dispose();
	}
}
