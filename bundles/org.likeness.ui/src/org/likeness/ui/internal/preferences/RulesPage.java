/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.preferences;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.likeness.core.Facet;
import org.likeness.core.PathPattern;
import org.likeness.core.Preferences;
import org.likeness.core.Rule;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.WidgetKeys;

/** Which rules are in force, and ignore rules of the person's own. */
public final class RulesPage extends PreferencePage implements IWorkbenchPreferencePage {

	/** A rule of the person's own. */
	record OwnRule(String name, List<String> globs) {
	}

	private final Map<Facet, Map<String, List<String>>> own = new LinkedHashMap<>();
	private final Map<Facet, List<String>> removed = new LinkedHashMap<>();
	private Tree tree;
	private Label help;
	private Button add;
	private Button edit;
	private Button remove;
	private boolean loaded;

	@Override
	public void init(IWorkbench workbench) {
		setDescription(
				"Rules say what is left out of a comparison (caches, locks), and what the clone keeps as its own "
						+ "(identity, hardware). What changes here shows with the next comparison.");
	}

	@Override
	protected Control createContents(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(0, 6).applyTo(area);
		tree = WidgetKeys.mark(new Tree(area, SWT.CHECK | SWT.BORDER | SWT.FULL_SELECTION), "rules.tree");
		tree.setHeaderVisible(true);
		column("Rule", 190);
		column("Effect", 120);
		column("Matches", 330);
		GridDataFactory.fillDefaults().grab(true, true).hint(520, 280).applyTo(tree);
		tree.addListener(SWT.Selection, e -> selected((TreeItem) e.item, e.detail == SWT.CHECK));
		Composite buttons = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().applyTo(buttons);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.BEGINNING, false, false));
		add = button(buttons, "&Add…", "rules.add", this::add);
		edit = button(buttons, "&Edit…", "rules.edit", this::edit);
		remove = button(buttons, "&Remove", "rules.remove", this::remove);
		help = WidgetKeys.mark(new Label(area, SWT.WRAP), "rules.help");
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(400, 50).applyTo(help);
		PreferenceFile.load(this::show);
		enable(null);
		return area;
	}

	private void column(String name, int width) {
		TreeColumn column = new TreeColumn(tree, SWT.LEFT);
		column.setText(name);
		column.setWidth(width);
	}

	private static Button button(Composite parent, String text, String key, Runnable action) {
		Button button = WidgetKeys.mark(new Button(parent, SWT.PUSH), key);
		button.setText(text);
		button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
		return button;
	}

	private void show(Preferences preferences) {
		if (tree.isDisposed()) {
			return;
		}
		loaded = true;
		for (Facet facet : Facets.all()) {
			own.put(facet, new LinkedHashMap<>(preferences.ownIgnoreRules(facet)));
			removed.put(facet, new ArrayList<>());
			TreeItem parent = new TreeItem(tree, SWT.NONE);
			parent.setText(facet.label());
			parent.setData(facet);
			parent.setChecked(true);
			parent.setGrayed(true);
			for (Rule rule : facet.rules()) {
				TreeItem item = new TreeItem(parent, SWT.NONE);
				item.setText(new String[] { rule.name(), effect(rule.effect()), globs(rule) });
				item.setData(rule);
				item.setChecked(preferences.isOn(facet, rule));
			}
			own.get(facet).forEach((name, globs) -> show(new TreeItem(parent, SWT.NONE), new OwnRule(name, globs)));
			parent.setExpanded(true);
		}
	}

	private static void show(TreeItem item, OwnRule rule) {
		item.setText(new String[] { rule.name(), "left out", String.join("  ", rule.globs()) });
		item.setData(rule);
		item.setChecked(true);
	}

	private static String globs(Rule rule) {
		return String.join("  ", rule.patterns().stream().map(PathPattern::toString).toList());
	}

	private static String effect(Rule.Effect effect) {
		return switch (effect) {
		case IGNORE -> "left out";
		case KEEP -> "kept by the clone";
		case ELSEWHERE -> "another facet's";
		case SECRET -> "secret";
		};
	}

	private void selected(TreeItem item, boolean checked) {
		if (checked && !(item.getData() instanceof Rule)) {
			// A facet always takes part, and a rule of one's own goes by being removed.
			item.setChecked(true);
			if (item.getData() instanceof Facet) {
				item.setGrayed(true);
			}
		}
		enable(item);
	}

	private void enable(TreeItem item) {
		Object data = item == null ? null : item.getData();
		add.setEnabled(data != null);
		edit.setEnabled(data instanceof OwnRule);
		remove.setEnabled(data instanceof OwnRule);
		help.setText(data instanceof Rule rule ? rule.help() : data instanceof Facet facet ? facet.help()
				: data instanceof OwnRule ? "An ignore rule of your own."
						: "Select a facet to add an ignore rule of your own.");
	}

	private TreeItem facetItem() {
		TreeItem[] selection = tree.getSelection();
		if (selection.length == 0) {
			return null;
		}
		TreeItem parent = selection[0].getParentItem();
		return parent == null ? selection[0] : parent;
	}

	private void add() {
		TreeItem parent = facetItem();
		Facet facet = (Facet) parent.getData();
		OwnRuleDialog dialog = new OwnRuleDialog(getShell(), facet, null, names(facet, null));
		OwnRule rule = dialog.ask();
		if (rule != null) {
			own.get(facet).put(rule.name(), rule.globs());
			TreeItem item = new TreeItem(parent, SWT.NONE);
			show(item, rule);
			tree.setSelection(item);
			enable(item);
		}
	}

	private void edit() {
		TreeItem item = tree.getSelection()[0];
		Facet facet = (Facet) facetItem().getData();
		OwnRule old = (OwnRule) item.getData();
		OwnRule rule = new OwnRuleDialog(getShell(), facet, old, names(facet, old.name())).ask();
		if (rule != null) {
			forget(facet, old);
			own.get(facet).put(rule.name(), rule.globs());
			show(item, rule);
		}
	}

	private void remove() {
		TreeItem item = tree.getSelection()[0];
		forget((Facet) facetItem().getData(), (OwnRule) item.getData());
		item.dispose();
		enable(null);
	}

	private void forget(Facet facet, OwnRule rule) {
		own.get(facet).remove(rule.name());
		removed.get(facet).add(rule.name());
	}

	private List<String> names(Facet facet, String but) {
		List<String> names = new ArrayList<>(facet.rules().stream().map(Rule::name).toList());
		names.addAll(own.get(facet).keySet());
		names.remove(but);
		return names;
	}

	@Override
	protected void performDefaults() {
		for (TreeItem facet : tree.getItems()) {
			for (TreeItem item : facet.getItems()) {
				if (item.getData() instanceof OwnRule rule) {
					forget((Facet) facet.getData(), rule);
					item.dispose();
				} else {
					item.setChecked(true);
				}
			}
		}
		enable(null);
		super.performDefaults();
	}

	@Override
	public boolean performOk() {
		if (!loaded) {
			return true;
		}
		List<PreferenceFile.Change> changes = new ArrayList<>();
		for (TreeItem parent : tree.getItems()) {
			Facet facet = (Facet) parent.getData();
			for (TreeItem item : parent.getItems()) {
				if (item.getData() instanceof Rule rule) {
					boolean on = item.getChecked();
					changes.add(preferences -> preferences.setOn(facet, rule, on));
				}
			}
		}
		removed.forEach((facet, names) -> List.copyOf(names)
				.forEach(name -> changes.add(preferences -> preferences.setOwnIgnoreRule(facet, name, List.of()))));
		own.forEach((facet, rules) -> Map.copyOf(rules)
				.forEach(
						(name, globs) -> changes.add(preferences -> preferences.setOwnIgnoreRule(facet, name, globs))));
		PreferenceFile.change(preferences -> changes.forEach(change -> change.apply(preferences)));
		return true;
	}
}
