import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { viewOf } from "../core/overlay";
import type { Doc, Fields, Row } from "../core/types";
import { byDate, engagedBy, everEngagedBy, goingOn, namesIn, onDate, pressing, shiftsOf, shortName, todos, whereToFix, worked } from "./mine";

const at = (text: string): number => Date.parse(text);
const rows = (docs: Record<string, Fields & { conflicts?: Doc["conflicts"] }>): ReadonlyMap<string, Row> =>
  new Map(Object.entries(docs).map(([doc, { conflicts, ...fields }]) => [doc, viewOf(doc, { doc, rev: 1, fields: fields as Fields, ...(conflicts ? { conflicts } : {}) }, [])]));

const shift = (start: string, end: string | null, more: Fields = {}): Fields => ({ assistant: "anna", beneficiary: "alva", kind: "active", start, end, ...more });

test.each([["Alva Påhittsson", "Alva P."], ["Bo", "Bo"], ["Karin Anna Modell", "Karin M."], ["  ", ""]])("%s is %s", (name, short) => {
  expect(shortName(name)).toBe(short);
});

test("one's own shifts, the latest first, others' not", () => {
  const all = rows({ "shift/1": shift("2026-10-27T08:00+01:00", null), "shift/2": shift("2026-10-28T08:00+01:00", null), "shift/3": shift("2026-10-28T08:00+01:00", null, { assistant: "bo" }) });
  expect(shiftsOf(all, "anna").map((m) => m.row.id)).toEqual(["2", "1"]);
});

const vectors = JSON.parse(readFileSync(new URL("../../../care/testdata/vectors/going.json", import.meta.url), "utf8")) as { name: string; shifts: (Fields & { ref: string })[]; now: string; going: string }[];

test.each(vectors)("$name", ({ shifts, now, going }) => {
  const mine = shiftsOf(rows(Object.fromEntries(shifts.map(({ ref, ...fields }) => [ref, fields]))), "anna");
  const of = goingOn(mine, at(now));
  expect(of?.row.ref ?? "").toBe(going);
  if (of && worked(of, mine, at(now)) < 24 * 60) expect(todos(mine, at(now)).some((t) => t.code === "no_end" && t.rows.includes(of))).toBe(false);
});

test("what is written ahead asks nobody for the end of what goes on, until its time has come", () => {
  const mine = shiftsOf(rows({ "shift/1": shift("2026-10-27T08:00+01:00", null), "shift/2": shift("2026-10-27T20:00+01:00", "2026-10-27T22:00+01:00") }), "anna");
  const codes = (now: string): string[] => todos(mine, at(now)).map((t) => t.code);
  expect([codes("2026-10-27T09:00+01:00"), codes("2026-10-27T20:00+01:00")]).toEqual([[], ["no_end"]]);
});

test("what goes on is the latest row, if it has no end; a later row means that it was forgotten, and so do three days", () => {
  const open = shift("2026-10-27T22:00+01:00", null);
  const now = at("2026-10-28T07:00+01:00");
  expect(goingOn(shiftsOf(rows({ "shift/1": open }), "anna"), now)?.row.id).toBe("1");
  expect(goingOn(shiftsOf(rows({ "shift/1": open, "shift/2": shift("2026-10-28T06:00+01:00", "2026-10-28T06:30+01:00") }), "anna"), now)).toBeUndefined();
  expect(goingOn(shiftsOf(rows({ "shift/1": open, "shift/2": shift("2026-10-28T06:00+01:00", null, { void: true }) }), "anna"), now)?.row.id).toBe("1");
  expect(goingOn(shiftsOf(rows({ "shift/1": open }), "anna"), at("2026-10-30T22:00+01:00"))).toBeUndefined();
});

test("what goes on goes on though an end of it was refused; what was never taken does not", () => {
  const open = shift("2026-10-27T22:00+01:00", null);
  const verdict = { id: "op", n: 1, seq: 9, verdict: "refused" } as const;
  const row = (rev: number): Row => viewOf("shift/1", rev === 0 ? undefined : { doc: "shift/1", rev, fields: open }, [{ id: "op", n: 1, saved: 0, op: { v: 1, id: "op", doc: "shift/1", base: rev, set: rev === 0 ? open : { end: "2026-10-27T21:00+01:00" }, at: {} }, verdict }]);
  const going = (rev: number) => goingOn(shiftsOf(new Map([["shift/1", row(rev)]]), "anna"), at("2026-10-27T23:00+01:00"));
  expect(going(5)?.row.status).toBe("refused");
  expect(going(0)).toBeUndefined();
});

test("no shift goes on for ever: after three days its end is missing, it counts no time, and it is said", () => {
  const mine = shiftsOf(rows({ "shift/1": shift("2026-10-27T22:00+01:00", null) }), "anna");
  const after = (hours: number): number => at("2026-10-27T22:00+01:00") + hours * 3_600_000;
  const [open] = mine as [(typeof mine)[number]];
  expect([worked(open, mine, after(14)), worked(open, mine, after(72)), worked(open, mine, after(340))]).toEqual([840, 0, 0]);
  expect(todos(mine, after(340)).map((t) => t.code)).toEqual(["no_end"]);
});

test("the first page asks for an end that is missing, and for what was refused or disputed before yesterday: the rest it shows", () => {
  const verdict = { id: "op", n: 1, seq: 9, verdict: "refused" } as const;
  const conflicts = [{ fields: ["end"], severity: "clash" as const, candidates: [] }];
  const refused = (id: string, set: Fields): [string, Row] => [`shift/${id}`, viewOf(`shift/${id}`, undefined, [{ id: "op", n: 1, saved: 0, op: { v: 1, id: "op", doc: `shift/${id}`, base: 0, set, at: {} }, verdict }])];
  const day = (n: number): Fields => shift(`2026-10-${n}T08:00+01:00`, `2026-10-${n}T12:00+01:00`);
  const all = new Map([
    ...rows({ "shift/1": shift("2026-10-20T08:00+02:00", null), "shift/2": { ...day(26), conflicts }, "shift/3": { ...day(27), conflicts }, "shift/4": day(26) }),
    refused("5", day(28)), refused("6", day(27)), refused("7", day(26)), refused("8", shift("2026-10-26T14:00+01:00", null)),
  ]);
  const found = pressing(shiftsOf(all, "anna"), at("2026-10-28T13:00+01:00")).map(({ code, rows: [m] }) => [code, m?.row.id]);
  expect(found).toEqual([["refused", "8"], ["refused", "7"], ["conflict", "2"], ["no_end", "1"]]);
});

test("whom one works with today: by the dates of the engagement, the last worked with first", () => {
  const all = rows({
    "engagement/1": { assistant: "anna", beneficiary: "alva", from: "2026-01-01", to: null },
    "engagement/2": { assistant: "anna", beneficiary: "bo", from: "2026-01-01", to: "2026-10-28" },
    "engagement/3": { assistant: "anna", beneficiary: "kim", from: "2026-11-01" },
    "engagement/4": { assistant: "anna", beneficiary: "sol", from: "2026-01-01", void: true },
    "engagement/5": { assistant: "bo", beneficiary: "iris", from: "2026-01-01" },
    "shift/1": shift("2026-10-27T08:00+01:00", "2026-10-27T09:00+01:00", { beneficiary: "bo" }),
  });
  const mine = shiftsOf(all, "anna");
  expect(engagedBy(all, "anna", "2026-10-28", mine)).toEqual(["bo", "alva"]);
  expect(engagedBy(all, "anna", "2026-10-29", mine)).toEqual(["alva"]);
  expect(engagedBy(all, "anna", "2026-11-01", mine)).toEqual(["alva", "kim"]);
  expect(everEngagedBy(all, "anna").sort()).toEqual(["alva", "bo", "kim"]);
});

test("names come from the cards, and one's own from the session", () => {
  const name = namesIn(rows({ "person/alva": { name: "Alva Påhittsson" } }), { person: "anna", name: "Anna Prov", role: "assistant", roles: ["assistant"], book: "b", sendOnly: false });
  expect([name("alva"), name("anna"), name("nobody")]).toEqual(["Alva Påhittsson", "Anna Prov", ""]);
});

test("what needs the assistant: a conflict, an overlap, a missing end; of the month asked for", () => {
  const conflict = [{ fields: ["end"], severity: "clash" as const, candidates: [{ op: "a", set: {} }, { op: "b", set: {} }] }];
  const all = rows({
    "shift/1": { ...shift("2026-10-20T08:00+02:00", "2026-10-20T12:00+02:00"), conflicts: conflict },
    "shift/2": shift("2026-10-21T08:00+02:00", "2026-10-21T12:00+02:00"),
    "shift/3": shift("2026-10-21T11:00+02:00", "2026-10-21T13:00+02:00"),
    "shift/4": shift("2026-09-20T08:00+02:00", null),
  });
  const mine = shiftsOf(all, "anna");
  const now = at("2026-10-28T07:00+01:00");
  expect(todos(mine, now).map((t) => t.code)).toEqual(["conflict", "overlap", "no_end"]);
  expect(todos(mine, now, "2026-10").map((t) => t.code)).toEqual(["conflict", "overlap"]);
  expect(todos(mine, now, "2026-08")).toEqual([]);
  expect(whereToFix(todos(mine, now))).toBe("/2026-10");
  expect(whereToFix([])).toBe("");
});

test("days: by the date on which a shift begins; a night is on both its dates, and not on a third", () => {
  const all = rows({ "shift/1": shift("2026-10-27T22:00+01:00", "2026-10-28T00:00+01:00"), "shift/2": shift("2026-10-28T22:00+01:00", "2026-10-29T07:00+01:00") });
  const mine = shiftsOf(all, "anna");
  expect(byDate(mine).map(([date, m]) => [date, m.length])).toEqual([["2026-10-28", 1], ["2026-10-27", 1]]);
  const on = (date: string): string[] => mine.filter((m) => onDate(m, date, 0)).map((m) => m.row.id);
  expect([on("2026-10-27"), on("2026-10-28"), on("2026-10-29"), on("2026-10-30")]).toEqual([["1"], ["2"], ["2"], []]);
});

