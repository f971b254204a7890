import fc from "fast-check";
import { expect, test } from "vitest";
import { among, isAll, nothing, pressed, type Press, type Selection } from "./selection";

const shown = ["alva", "bo", "dag", "iris", "sol"];
const after = (...presses: Press[]): string[] => [...presses.reduce<Selection>(pressed, nothing).chosen].sort();

test.each<[string, Press[], string[]]>([
  ["one, and no more", [{ is: "one", id: "bo" }, { is: "one", id: "sol" }, { is: "one", id: "bo" }], ["sol"]],
  ["a stretch downwards", [{ is: "one", id: "bo" }, { is: "to", id: "iris", shown }], ["bo", "dag", "iris"]],
  ["a stretch upwards", [{ is: "one", id: "dag" }, { is: "to", id: "alva", shown }], ["alva", "bo", "dag"]],
  ["a stretch goes on from where it began", [{ is: "one", id: "bo" }, { is: "to", id: "dag", shown }, { is: "to", id: "iris", shown }], ["bo", "dag", "iris"]],
  ["a stretch from nothing is one", [{ is: "to", id: "dag", shown }], ["dag"]],
  ["all that are shown, with what was chosen before", [{ is: "one", id: "sol" }, { is: "all", shown: ["alva", "bo"] }], ["alva", "bo", "sol"]],
  ["all once more is none of them", [{ is: "one", id: "sol" }, { is: "all", shown: ["alva", "bo"] }, { is: "all", shown: ["alva", "bo"] }], ["sol"]],
  ["none", [{ is: "all", shown }, { is: "none" }], []],
])("%s", (_, presses, chosen) => expect(after(...presses)).toEqual(chosen));

test("what is gone from the board is no longer chosen", () => {
  const s = pressed(pressed(nothing, { is: "one", id: "alva" }), { is: "one", id: "bo" });
  expect([...among(s, new Set(["alva"])).chosen]).toEqual(["alva"]);
  expect(among(s, new Set(shown))).toBe(s);
});

test("whatever is pressed, pressing all chooses all that are shown, or none of them", () => {
  const id = fc.constantFrom(...shown);
  const press: fc.Arbitrary<Press> = fc.oneof(
    fc.record({ is: fc.constant("one" as const), id }), fc.record({ is: fc.constant("to" as const), id, shown: fc.constant(shown) }), fc.record({ is: fc.constant("none" as const) }),
  );
  fc.assert(fc.property(fc.array(press), fc.subarray(shown, { minLength: 1 }), (presses, some) => {
    const before = presses.reduce<Selection>(pressed, nothing);
    const all = pressed(before, { is: "all", shown: some });
    expect(some.filter((one) => all.chosen.has(one))).toEqual(isAll(before, some) ? [] : some);
  }));
});
