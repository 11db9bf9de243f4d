/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Account;
import org.likeness.core.Facet;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.SurveyCommand;
import org.likeness.core.SystemDescription;
import org.likeness.core.UserMatch;
import org.likeness.laptop.Laptop;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness inventory}: what was found on one machine. */
@Command(name = "inventory", description = "Lists what was found on the laptop or on a clone, by facet.", footer = { "",
		"Exit codes: 0 done, 2 wrong use, 3 could not." })
final class ListInventory extends Action {

	@Mixin
	private LaptopOptions laptopOptions = new LaptopOptions();

	@Mixin
	private FacetOptions facetOptions = new FacetOptions();

	@Option(names = "--os", paramLabel = "DEVICE",
			description = "Of several systems on the image, take the one whose root is on this device.")
	private String os;

	@Parameters(paramLabel = "(laptop|IMAGE)",
			description = "The word laptop, a disk image, or a folder in which a system's root is mounted.")
	private String machine;

	private Map<Facet, Inventory> inventories;
	private SystemDescription system;
	private Account user;
	private String label;

	ListInventory(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		List<Facet> facets = facetOptions.choose(environment.facets().get());
		try (TerminalProgress progress = progress(); Laptop laptop = laptopOptions.open()) {
			if (machine.equals("laptop")) {
				user = laptop.user();
				take(laptop.machine(), facets, progress);
			} else {
				try (Machine clone = new ImageOpener(Path.of(machine), os, environment).open()) {
					SubMonitor looking = SubMonitor.convert(progress, "Looking at " + clone.label(), 100);
					SystemDescription found = clone.describe(looking.split(30));
					user = UserMatch.find(laptop.user(), found).ofClone();
					take(clone, facets, looking.split(70));
				}
			}
		}
		if (common.json) {
			printJson();
		} else {
			print();
		}
		return DONE;
	}

	private void take(Machine from, List<Facet> facets, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Looking at the " + from.label(), 100);
		label = from.label();
		system = from.describe(progress.split(10));
		inventories = new SurveyCommand(from).setFacets(facets).setPreferences(preferences()).setUser(user)
				.call(progress.split(90));
	}

	private void print() {
		Output out = environment.out();
		out.add(Style.BOLD, label).add(": " + system.os().prettyName() + ComparisonText.user(user)).end();
		LeftOutText leftOut = new LeftOutText(out, common.verbose);
		inventories.forEach((facet, inventory) -> {
			out.end().add(Style.BOLD, facet.id()).to(20).add(facet.label()).to(52)
					.add(inventory.items().size() + " items")
					.end();
			if (inventory.unread() != null) {
				out.add(Style.RED, "  could not be read: ").add(inventory.unread()).end();
			}
			if (inventory.notApplicable() != null) {
				out.add(Style.DIM, "  not applicable: ").add(inventory.notApplicable()).end();
			}
			for (Item item : inventory.items()) {
				out.add("  " + item.key()).to(44).add(item.problem() == null ? Style.DIM : Style.RED, ItemText.of(item))
						.end();
			}
			leftOut.print("", inventory);
		});
		out.flush();
	}

	private void printJson() throws IOException {
		try (JsonGenerator json = json()) {
			JsonParts parts = new JsonParts(json);
			json.writeStartObject();
			json.writeStringField("schema", "likeness/inventory/1");
			parts.machine("machine", label, system, user);
			json.writeEndObject();
			json.writeArrayFieldStart("facets");
			for (Map.Entry<Facet, Inventory> entry : inventories.entrySet()) {
				json.writeStartObject();
				json.writeStringField("id", entry.getKey().id());
				json.writeStringField("label", entry.getKey().label());
				parts.notes(entry.getValue());
				json.writeArrayFieldStart("items");
				for (Item item : entry.getValue().items()) {
					json.writeStartObject();
					json.writeStringField("key", item.key());
					parts.itemFields(item);
					json.writeEndObject();
				}
				json.writeEndArray();
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeEndObject();
			json.writeRaw('\n');
		}
	}
}
