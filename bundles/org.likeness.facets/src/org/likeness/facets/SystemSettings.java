/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.likeness.core.Facet;
import org.likeness.core.ComparedItem;
import org.likeness.core.FacetContext;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.FileChange;
import org.likeness.core.Inventory;
import org.likeness.core.MachinePath;
import org.likeness.core.Rule;
import org.likeness.core.Survey;
import org.likeness.core.SystemCommand;
import org.likeness.core.Want;
import org.likeness.facets.internal.InventoryDraft;
import org.likeness.facets.internal.system.GeneratedLocales;
import org.likeness.facets.internal.system.IdentityItems;
import org.likeness.facets.internal.system.SettingItems;
import org.likeness.facets.internal.system.SettingPlan;
import org.osgi.service.component.annotations.Component;

/** Settings of the system and the default applications, and what makes a machine itself, which is only shown. */
@Component
public final class SystemSettings implements Facet {

	@Override
	public String id() {
		return "system-settings";
	}

	@Override
	public String label() {
		return "System settings";
	}

	@Override
	public String help() {
		return "Language, time zone, keyboard, console and default applications. Two settings are the same if their values "
				+ "are. What makes a machine itself (name, disks, boot loader, host keys) is shown and does not count.";
	}

	@Override
	public int defaultWeight() {
		return 2;
	}

	@Override
	public List<Rule> rules() {
		return IdentityItems.rules();
	}

	@Override
	public List<Want> wants(FacetContext context) {
		List<Want> wants = new ArrayList<>(SettingItems.wants(context));
		wants.addAll(IdentityItems.wants());
		return wants;
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		InventoryDraft draft = new InventoryDraft(context);
		new SettingItems(survey, draft).addAll(context);
		new IdentityItems(survey, draft).addAll();
		return draft.build();
	}

	@Override
	public Set<MachinePath> files(String key, FacetContext context) {
		return IdentityItems.files(key);
	}

	@Override
	public List<SystemCommand> commands(List<FileChange> changes, FacetSide target) {
		return new GeneratedLocales(target.survey()).commands(changes);
	}

	@Override
	public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		SettingPlan plan = new SettingPlan(source, target, draft);
		chosen.forEach(plan::add);
	}
}
