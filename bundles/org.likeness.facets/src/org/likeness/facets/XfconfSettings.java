/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.likeness.core.Facet;
import org.likeness.core.ComparedItem;
import org.likeness.core.FacetContext;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.PathPattern;
import org.likeness.core.Rule;
import org.likeness.core.Rule.Effect;
import org.likeness.core.Survey;
import org.likeness.core.Want;
import org.likeness.facets.internal.InventoryDraft;
import org.likeness.facets.internal.Printable;
import org.likeness.facets.internal.xfconf.ChannelFile;
import org.likeness.facets.internal.xfconf.ChannelMerge;
import org.likeness.facets.internal.xfconf.MalformedChannelException;
import org.osgi.service.component.annotations.Component;

/** The settings of Xfce in the user's xfconf channels, by channel and property: {@code xfwm4:/general/theme}. */
@Component
public final class XfconfSettings implements Facet {

	/** Channels have some kilobytes. */
	private static final int CONTENT_LIMIT = 1 << 20;
	private static final String SUFFIX = ".xml";

	private static final List<Rule> RULES = List.of(
			Rule.of("display-layout", "How the monitors of each machine stand.", Effect.KEEP, "displays:**"),
			Rule.of("input-devices", "Settings of single mice and touchpads, by the names of the devices.", Effect.KEEP,
					"pointers:**"));

	@Override
	public String id() {
		return "xfconf";
	}

	@Override
	public String label() {
		return "Xfce settings (xfconf)";
	}

	@Override
	public String help() {
		return "The settings that you changed in Xfce and its programs, by channel and property. Two are the same if their "
				+ "types and values are. The defaults that a system brings along in /etc/xdg are not looked at.";
	}

	@Override
	public int defaultWeight() {
		return 2;
	}

	@Override
	public List<Rule> rules() {
		return RULES;
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of(want(context));
	}

	private static Want want(FacetContext context) {
		return new Want(context.home().resolve(".config/xfce4/xfconf/xfce-perchannel-xml"),
				List.of(PathPattern.of("*/**")), List.of(PathPattern.of("*" + SUFFIX)), CONTENT_LIMIT);
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		Want want = want(context);
		if (survey.problem(want.root()).isPresent()) {
			return Inventory.unread(want.root() + ": " + survey.problem(want.root()).get());
		}
		InventoryDraft draft = new InventoryDraft(context);
		for (FileEntry entry : survey.entries(want)) {
			String name = entry.path().name().toString();
			if (entry.path().parent().equals(want.root()) && name.endsWith(SUFFIX)) {
				addChannel(name.substring(0, name.length() - SUFFIX.length()), entry, survey, draft);
			}
		}
		return draft.build();
	}

	private static void addChannel(String channel, FileEntry file, Survey survey, InventoryDraft draft) {
		MachinePath path = file.path();
		byte[] content = survey.content(path).orElse(null);
		if (content == null) {
			String otherwise = file.type() == FileType.SYMLINK ? "it is a symlink" : "it is not a file";
			addUnread(channel, path, survey.problem(path).orElse(otherwise), draft);
			return;
		}
		try {
			for (ChannelFile.Property property : ChannelFile.read(content)) {
				draft.add(Item.of(channel + ":" + Printable.of(property.path()),
						Map.of("type", property.type(), "value", Printable.value(property.value()))));
			}
		} catch (MalformedChannelException e) {
			addUnread(channel, path, "malformed, " + e.getMessage(), draft);
		}
	}

	private static void addUnread(String channel, MachinePath path, String reason, InventoryDraft draft) {
		draft.remark(path + ": " + reason + "; passed over");
		draft.add(Item.unread(channel, path + ": " + reason));
	}

	/** A channel has a file of its own. */
	@Override
	public Set<MachinePath> files(String key, FacetContext context) {
		int colon = key.indexOf(":/");
		return colon < 0 ? Set.of()
				: Set.of(want(context).root().resolve(Name.parse(key.substring(0, colon) + SUFFIX)));
	}

	@Override
	public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		Map<String, List<ComparedItem>> byChannel = new TreeMap<>();
		for (ComparedItem item : chosen) {
			int colon = item.key().indexOf(":/");
			byChannel.computeIfAbsent(item.key().substring(0, colon), channel -> new ArrayList<>()).add(item);
		}
		byChannel.forEach((channel, items) -> {
			MachinePath path = want(target.context()).root().resolve(Name.parse(channel + SUFFIX));
			MachinePath model = want(source.context()).root().resolve(Name.parse(channel + SUFFIX));
			try {
				ChannelMerge merge = new ChannelMerge(channel, source.survey().content(model).orElse(null),
						draft.content(path).orElse(null), draft);
				items.forEach(item -> merge.take(Name.parse(item.key().substring(channel.length() + 1)), item.key()));
				byte[] content = merge.content();
				FileEntry entry = source.survey().entry(model).orElse(null);
				items.forEach(item -> draft.write(item.key(), path, content, entry));
			} catch (MalformedChannelException e) {
				items.forEach(item -> draft.refuse(item.key(), "the channel can't be merged: " + e.getMessage()));
			}
		});
	}
}
