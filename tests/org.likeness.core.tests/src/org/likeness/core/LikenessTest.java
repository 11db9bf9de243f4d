/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {

	@Test
	void isTheShareOfWhatIsTheSame() {
		assertEquals(OptionalDouble.of(0.25), new Likeness(1, 1, 1, 1).score());
		assertEquals(OptionalDouble.of(0), new Likeness(0, 0, 1, 0).score());
		assertEquals(OptionalDouble.empty(), new Likeness(0, 0, 0, 0).score());
	}

	@ParameterizedTest
	@CsvSource({ "1,100.0 %", "0.99999,99.9 %", "0.9999999999999,100.0 %", "0.29,29.0 %", "0.57,57.0 %", "0,0.0 %",
			"0.0009,0.0 %", "0.001,0.1 %" })
	void isShownRoundedDown(double score, String expected) {
		assertEquals(expected, Likeness.percent(OptionalDouble.of(score)));
	}

	@Test
	void noneIsADash() {
		assertEquals("\u2013", Likeness.percent(OptionalDouble.empty()));
	}

	@Test
	void anInventoryHasEachKeyOnceInOrder() {
		Inventory inventory = new Inventory.Builder().add(Item.setting("b", "1")).add(Item.setting("a", "1"))
				.add(Item.setting("b", "2")).build();
		assertEquals(List.of("a", "b"), inventory.items().stream().map(Item::key).toList());
		assertEquals("1", inventory.items().get(1).attributes().get("value"));
		assertEquals(List.of("b is there twice; the first one counts"), inventory.remarks());
		assertNull(inventory.unread());
	}

	@Test
	void attributesCannotBeChanged() {
		Item item = Item.of("a", Map.of("x", "1"));
		assertThrows(UnsupportedOperationException.class, () -> item.attributes().put("y", "2"));
	}
}
