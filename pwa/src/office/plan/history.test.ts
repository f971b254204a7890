import { expect, test } from "vitest";
import { inPlain } from "./history";

const names = (id: string): string => id;
const made = [{ field: "start", to: "2026-11-05T08:00+01:00" }, { field: "end", to: "2026-11-05T16:00+01:00" }, { field: "kind", to: "active" }, { field: "beneficiary", to: "alva" }, { field: "draft", to: true }];
const told = (changes: { field: string; from?: unknown; to?: unknown }[], more = {}): string => inPlain({ seq: 1, at: "", person: "Karin", changes, ...more }, names).join(" ");

test("a plan's history says whether it is published, and to whom an offer went", () => {
  expect(told(made)).toBe("Karin skrev 08.00–16.00 aktiv. Det är ett utkast.");
  expect(told([{ field: "draft", from: true, to: false }])).toBe("Karin publicerade passet.");
  expect(told([{ field: "draft", from: false, to: true }])).toBe("Karin gjorde passet till utkast igen.");
  expect(told([{ field: "assistant", to: "Tilda" }, { field: "draft", from: true, to: false }], { person: "passbok", name: "offer.given" })).toBe("Passet gick till Tilda, som svarade ja först.");
  expect(told([{ field: "assistant", from: "Samir", to: "Tilda" }], { person: "passbok", name: "exchange.settled" })).toBe("Passet gick till Tilda i ett byte som båda sa ja till.");
  expect(told([{ field: "end", from: "2026-11-05T16:00+01:00", to: "2026-11-05T17:00+01:00" }])).toBe("Karin ändrade slutet från 16.00 till 17.00.");
});
