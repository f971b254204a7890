import { expect, test } from "vitest";
import { dayTable } from "./days";
import { daysIn, layOut } from "./map";
import type { Row } from "./types";

const row = (id: string, assistant: string, start: string, end: string | null, kind: Row["kind"] = "active"): Row => ({ id, assistant, name: assistant, kind, start, end, minutes: 0 });
const around = (day: number): Row => row(String(day), "bo", `2026-10-${String(day).padStart(2, "0")}T00:00+02:00`, `2026-10-${String(day + 1).padStart(2, "0")}T00:00+02:00`);
const names = (id: string): string => id.toUpperCase();

test("each day of the map is a line: who and when, how long, gaps, doubles, the long night, a shift that goes on", () => {
  const rows = [...[1, 2, 3, 5, 6].map(around), row("4", "bo", "2026-10-04T00:00+02:00", "2026-10-04T21:30+02:00", "waiting"), row("x", "eva", "2026-10-05T12:00+02:00", "2026-10-05T14:00+02:00"), row("y", "eva", "2026-10-25T07:00+01:00", null)];
  const days = layOut(rows, "2026-10", daysIn("2026-10"));
  const list = dayTable(days, { month: "2026-10", days: [{ day: 4, length: 1440, active: 0, waiting: 1290, standby: 0 }, { day: 5, length: 1440, active: 1560, waiting: 0, standby: 0 }, { day: 25, length: 1500, active: 0, waiting: 0, standby: 0 }] }, names);
  expect([list.name, list.rows.length, list.columns.map(({ title }) => title)]).toEqual(["dygn-2026-10", 31, ["Dag", "Vem och när", "Summa", "Lucka", "Dubbelt", "Att se"]]);
  expect([3, 4, 24, 30].map((i) => list.rows[i])).toEqual([
    ["2026-10-04", "00.00–21.30 BO väntetid", 1290, "21.30–24.00; 2 h 30 min", null, null],
    ["2026-10-05", "00.00–24.00 BO aktiv; 12.00–14.00 EVA aktiv", 1560, null, "12.00–14.00; 2 h", null],
    ["2026-10-25", "07.00– EVA aktiv", 0, null, null, "Inget slut; Dag med 25 h"],
    ["2026-10-31", "Ingen tid.", 0, null, null, null],
  ]);
});
