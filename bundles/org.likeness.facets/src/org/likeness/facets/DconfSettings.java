/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.util.List;

import org.likeness.core.Facet;
import org.likeness.core.ComparedItem;
import org.likeness.core.FacetContext;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.FileEntry;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.PathPattern;
import org.likeness.core.Rule;
import org.likeness.core.Survey;
import org.likeness.core.Want;
import org.likeness.facets.internal.InventoryDraft;
import org.likeness.facets.internal.dconf.GvdbReader;
import org.likeness.facets.internal.dconf.MalformedException;
import org.likeness.facets.internal.dconf.SettingsMerge;
import org.osgi.service.component.annotations.Component;

/** The settings in the user's dconf database, by path, with the values that {@code dconf dump /} prints. */
@Component
public final class DconfSettings implements Facet {

	/** People have some hundred kilobytes. In text, a database takes several times as much. */
	private static final int CONTENT_LIMIT = 8 << 20;

	@Override
	public String id() {
		return "dconf";
	}

	@Override
	public String label() {
		return "Desktop settings (dconf)";
	}

	@Override
	public String help() {
		return "The settings that you changed in GNOME, Cinnamon, MATE and programs that use dconf, by path. Two are the "
				+ "same if their values are. What was never changed has no item: there, the defaults of the programs hold.";
	}

	@Override
	public int defaultWeight() {
		return 2;
	}

	@Override
	public List<Rule> rules() {
		return List.of();
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of(new Want(database(context), List.of(), List.of(PathPattern.of("")), CONTENT_LIMIT));
	}

	private static MachinePath database(FacetContext context) {
		return context.home().resolve(".config/dconf/user");
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		MachinePath path = database(context);
		if (survey.problem(path).isPresent()) {
			return Inventory.unread(path + ": " + survey.problem(path).get());
		}
		InventoryDraft draft = new InventoryDraft(context);
		byte[] content = survey.content(path).orElse(null);
		if (content != null) {
			try {
				if (!new GvdbReader(content).read(new Receiver(draft, path))) {
					draft.unread(PathPattern.of("**"), path + " has settings whose keys are malformed");
				}
			} catch (MalformedException e) {
				return Inventory.unread(path + " is not a database of dconf: " + e.getMessage());
			}
		}
		return draft.build();
	}

	@Override
	public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		if (chosen.isEmpty()) {
			return;
		}
		MachinePath path = database(target.context());
		MachinePath model = database(source.context());
		SettingsMerge merge;
		try {
			merge = new SettingsMerge(source.survey().content(model).orElse(null), draft.content(path).orElse(null),
					draft);
		} catch (MalformedException e) {
			String reason = "a database of dconf can't be merged: " + e.getMessage();
			chosen.forEach(item -> draft.refuse(item.key(), reason));
			return;
		}
		List<String> merged = chosen.stream().map(ComparedItem::key).filter(merge::take).toList();
		byte[] database = merge.database();
		FileEntry entry = source.survey().entry(model).orElse(null);
		merged.forEach(key -> draft.write(key, path, database, entry));
	}

	/** Makes items of values. */
	private record Receiver(InventoryDraft draft, MachinePath path) implements GvdbReader.Receiver {

		@Override
		public void value(Name key, String value) {
			if (isPath(key)) {
				draft.add(Item.setting(key.toString(), value));
			}
		}

		@Override
		public void malformedValue(Name key, String reason) {
			if (isPath(key)) {
				draft.add(Item.unread(key.toString(), "malformed in " + path + ": " + reason));
			}
		}

		@Override
		public void malformedItem(int index, String reason) {
			draft.remark(path + ": item " + index + " " + reason + "; passed over");
		}

		private boolean isPath(Name key) {
			boolean path = key.raw().startsWith("/") && !key.raw().endsWith("/");
			if (!path) {
				draft.remark(this.path + ": " + key + " is not the path of a setting; passed over");
			}
			return path;
		}
	}
}
