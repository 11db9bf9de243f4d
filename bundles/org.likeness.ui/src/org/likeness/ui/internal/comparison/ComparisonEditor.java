/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.part.EditorPart;
import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.MachineException;
import org.likeness.guestfs.AmbiguousSystemException;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Problems;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.wizards.ChooseSystemWizard;

/** Shows a comparison of the laptop with one clone: the likeness, and a tree of the items by facet. */
public final class ComparisonEditor extends EditorPart implements CompareJob.Listener {

	/** As in plugin.xml. */
	public static final String ID = "org.likeness.ui.comparison";

	private static final String CONTEXT = "org.likeness.ui.comparisonContext";

	private CloneSession session;
	private CompareJob job;
	private Composite stack;
	private StackLayout pages;
	private Composite resultPage;
	private WorkPage workPage;
	private ComparisonHeader header;
	private OutdatedBar outdated;
	private FilterBar filterBar;
	private ComparisonTree tree;

	private final Chosen chosen = new Chosen();
	private final Set<String> listedInFull = new HashSet<>();
	private volatile Comparison comparison;
	/** The number of the last filter asked for; an answer to an older one is not shown. */
	private volatile int asked;

	@Override
	public void init(IEditorSite site, IEditorInput input) throws PartInitException {
		if (!(input instanceof ComparisonInput comparisonInput)) {
			throw new PartInitException("A comparison needs a clone");
		}
		setSite(site);
		setInput(input);
		setPartName(input.getName());
		session = CloneSession.of(comparisonInput.known());
	}

	@Override
	public void createPartControl(Composite parent) {
		stack = new Composite(parent, SWT.NONE);
		pages = new StackLayout();
		stack.setLayout(pages);
		workPage = new WorkPage(stack);
		resultPage = new Composite(stack, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(resultPage);
		header = new ComparisonHeader(resultPage, CloneList.name(session.known()), getSite());
		outdated = new OutdatedBar(resultPage, session, this::compare);
		filterBar = new FilterBar(resultPage, this::filter);
		tree = new ComparisonTree(resultPage, chosen, this::choiceChanged);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(tree.control());
		tree.onOpen(this::openSideBySide);
		tree.onSort(this::filter);
		tree.onShowAll(facet -> {
			listedInFull.add(facet);
			filter();
		});
		MenuManager menu = new MenuManager(null, "org.likeness.ui.comparison.popup");
		tree.control().setMenu(menu.createContextMenu(tree.control()));
		getSite().registerContextMenu("org.likeness.ui.comparison.popup", menu, tree.selection());
		getSite().getService(IContextService.class).activateContext(CONTEXT);
		compare();
	}

	/** @return the clone compared */
	public KnownClone known() {
		return session.known();
	}

	/** @return the comparison shown; {@code null} if there is none */
	Comparison comparison() {
		return comparison;
	}

	/** Compares (again), unless that is under way. */
	public void compare() {
		if (job != null) {
			return;
		}
		job = new CompareJob(session, this);
		workPage.working(CloneList.name(session.known()), job::cancel);
		show(workPage.control());
		job.schedule();
	}

	/** Shows or hides the items of a category. */
	public void toggle(Category category) {
		if (comparison != null) {
			filterBar.toggle(category);
		}
	}

	/** Puts the cursor into the search field. */
	public void search() {
		filterBar.focusSearch();
	}

	/** Chooses all items that are shown and differ. */
	public void chooseAllShown() {
		tree.chooseAllShown();
	}

	/** Chooses no item any more. */
	public void chooseNone() {
		chosen.clear();
		tree.showTicks();
		choiceChanged();
	}

	/** @return what is chosen */
	public Chosen chosen() {
		return chosen;
	}

	private void choiceChanged() {
		header.showChosen(chosen.count());
		ChosenSource.tell(chosen.count() > 0);
	}

	/** Opens or closes all facets of the tree. */
	public void expandAll(boolean expanded) {
		tree.expandAll(expanded);
	}

	/** Opens what is selected in the tree: an item side by side. */
	public void openSelected() {
		tree.openSelected();
	}

	private void openSideBySide(ComparedItem item) {
		new SideBySide(session, item, new SideBySide.Source("laptop", monitor -> session.laptop().machine()),
				new SideBySide.Source(CloneList.name(session.known()), session::machine), () -> {
				}).schedule();
	}

	@Override
	public void progress(String task, double done) {
		if (job != null && !stack.isDisposed()) {
			workPage.progress(task, done);
		}
	}

	@Override
	public void compared(Comparison result) {
		job = null;
		if (stack.isDisposed()) {
			return;
		}
		comparison = result;
		chosen.retain(result);
		choiceChanged();
		setTitleToolTip(getEditorInput().getToolTipText());
		Job counting = Job.createSystem("Count", (ICoreRunnable) monitor -> {
			Map<Category, Integer> counts = Rows.count(result);
			Background.onScreen(() -> {
				if (!stack.isDisposed() && comparison == result) {
					header.show(result, counts);
					filterBar.count(counts);
				}
			});
		});
		counting.schedule();
		outdated.compared(result);
		filter();
	}

	@Override
	public void failed(MachineException problem) {
		job = null;
		if (!stack.isDisposed()) {
			workPage.failed(problem, this::compare);
			show(workPage.control());
			if (problem instanceof AmbiguousSystemException ambiguous) {
				new WizardDialog(getSite().getShell(), new ChooseSystemWizard(session.known(), ambiguous.systems()))
						.open();
			} else {
				Problems.show("Compare", problem);
			}
		}
	}

	@Override
	public void cancelled() {
		job = null;
		if (!stack.isDisposed()) {
			workPage.cancelled(this::compare);
			show(workPage.control());
		}
	}

	/** Finds and sorts the rows to show in the background, and shows them unless others are asked for by then. */
	private void filter() {
		Comparison current = comparison;
		if (current == null) {
			return;
		}
		int number = ++asked;
		ItemFilter filter = filterBar.filter();
		ItemOrder order = tree.order();
		Set<String> all = Set.copyOf(listedInFull);
		Job filtering = Job.createSystem("Filter", (ICoreRunnable) monitor -> {
			try {
				Rows rows = Rows.of(current, filter, order, all, () -> number != asked);
				Background.onScreen(() -> showRows(rows, number));
			} catch (OperationCanceledException e) {
				// Another filter is on its way.
			}
		});
		filtering.setPriority(Job.INTERACTIVE);
		filtering.schedule();
	}

	private void showRows(Rows rows, int number) {
		if (number == asked && !stack.isDisposed()) {
			tree.show(rows);
			show(resultPage);
		}
	}

	private void show(Composite page) {
		if (pages.topControl != page) {
			pages.topControl = page;
			stack.layout();
			if (getSite().getPage().getActivePart() == this) {
				setFocus();
			}
		}
	}

	@Override
	public void setFocus() {
		ChosenSource.tell(chosen.count() > 0);
		if (pages.topControl == resultPage) {
			tree.control().setFocus();
		} else {
			stack.setFocus();
		}
	}

	@Override
	public void dispose() {
		asked++;
		if (job != null) {
			job.cancel();
		}
		if (session != null) {
			session.close();
		}
		super.dispose();
	}

	@Override
	public void doSave(IProgressMonitor monitor) {
		// There is nothing to save.
	}

	@Override
	public void doSaveAs() {
		// There is nothing to save.
	}

	@Override
	public boolean isDirty() {
		return false;
	}

	@Override
	public boolean isSaveAsAllowed() {
		return false;
	}
}
