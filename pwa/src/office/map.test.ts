import fc from "fast-check";
import { expect, test } from "vitest";
import { daysIn, initials, layOut, length } from "./map";
import type { Row } from "./types";

const row = (id: string, assistant: string, start: string, end: string | null, kind: Row["kind"] = "active"): Row => ({
  id, assistant, name: assistant, kind, start, end, minutes: 0,
});

test("a night shift lies on both its days, and rows that meet are one block", () => {
  const days = layOut([
    row("1", "a", "2026-10-01T22:00+02:00", "2026-10-01T23:00+02:00"),
    row("2", "a", "2026-10-01T23:00+02:00", "2026-10-02T06:00+02:00", "waiting"),
    row("3", "a", "2026-10-02T06:00+02:00", "2026-10-02T07:00+02:00"),
  ], "2026-10", 31);
  expect(days[0]?.blocks).toEqual([{ assistant: "a", from: 1320, to: 1440, lane: 0, open: false, rows: ["1", "2"], parts: [{ from: 1320, to: 1380, kind: "active" }, { from: 1380, to: 1440, kind: "waiting" }] }]);
  expect(days[1]?.blocks[0]).toMatchObject({ from: 0, to: 420, rows: ["2", "3"] });
  expect(days[2]?.blocks).toEqual([]);
});

test("a shift that ends at midnight is not on the next day", () => {
  const days = layOut([row("1", "a", "2026-10-01T20:00+02:00", "2026-10-02T00:00+02:00")], "2026-10", 31);
  expect(days[0]?.blocks[0]?.to).toBe(1440);
  expect(days[1]?.blocks).toEqual([]);
});

test("two at once take a lane each, and the doubled time is found", () => {
  const days = layOut([
    row("1", "a", "2026-10-13T07:00+02:00", "2026-10-13T14:00+02:00"),
    row("2", "b", "2026-10-13T12:00+02:00", "2026-10-13T16:00+02:00"),
  ], "2026-10", 31);
  expect(days[12]?.lanes).toBe(2);
  expect(days[12]?.doubled).toEqual([{ from: 720, to: 840 }]);
  expect(length(days[12]?.doubled ?? [])).toBe(120);
});

test("a gap is told only where the month is otherwise filled", () => {
  const rows = [1, 2, 3, 4, 5].map((d) => row(String(d), "a", `2026-10-0${d}T00:00+02:00`, `2026-10-0${d + 1}T00:00+02:00`));
  expect(layOut(rows, "2026-10", 31).every((d) => d.gaps.length === 0)).toBe(true);
  rows[2] = row("3", "a", "2026-10-03T00:00+02:00", "2026-10-03T18:30+02:00");
  expect(layOut(rows, "2026-10", 31)[2]?.gaps).toEqual([{ from: 1110, to: 1440 }]);
  expect(layOut([rows[2]], "2026-10", 31)[2]?.gaps).toEqual([]);
});

test("a shift without an end is open to the end of its day", () => {
  const days = layOut([row("1", "a", "2026-10-13T07:00+02:00", null)], "2026-10", 31);
  expect(days[12]?.blocks[0]).toMatchObject({ from: 420, to: 1440, open: true });
});

test("a shift within the doubled hour is still seen", () => {
  const days = layOut([row("1", "a", "2026-10-25T02:45+02:00", "2026-10-25T02:15+01:00")], "2026-10", 31);
  expect(days[24]?.blocks[0]).toMatchObject({ from: 165, to: 166 });
});

test("no block leaves its day and none in a lane overlap", () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const two = (n: number): string => String(n).padStart(2, "0");
  const rows = fc.array(fc.record({ d: fc.integer({ min: 1, max: 30 }), from: minute, long: fc.integer({ min: 1, max: 1600 }), who: fc.constantFrom("a", "b", "c") }));
  fc.assert(fc.property(rows, (made) => {
    const laid = layOut(made.map((m, i) => {
      const end = m.from + m.long;
      return row(String(i), m.who, `2026-10-${two(m.d)}T${two(Math.floor(m.from / 60))}:${two(m.from % 60)}+02:00`,
        `2026-10-${two(m.d + Math.floor(end / 1440))}T${two(Math.floor((end % 1440) / 60))}:${two(end % 60)}+02:00`);
    }), "2026-10", 31);
    for (const day of laid) {
      for (const [i, a] of day.blocks.entries()) {
        expect(a.from).toBeGreaterThanOrEqual(0);
        expect(a.to).toBeLessThanOrEqual(1440);
        expect(a.to).toBeGreaterThan(a.from);
        for (const b of day.blocks.slice(i + 1)) expect(a.lane !== b.lane || a.to <= b.from || b.to <= a.from).toBe(true);
      }
    }
  }));
});

test("small things", () => {
  expect(daysIn("2026-02")).toBe(28);
  expect(daysIn("2026-10")).toBe(31);
  expect(initials("Samir Provström")).toBe("SP");
  expect(initials("Åsa")).toBe("Å");
});
