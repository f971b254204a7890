import { expect, test } from "vitest";
import { inWords } from "./story";

const names = (id: string): string => ({ k: "Karin M.", s: "Samir P." })[id] ?? id;

test("a row that was made, in words", () => {
  const entry = { seq: 1, at: "", person: "s", verdict: "applied", changes: [
    { field: "assistant", from: null, to: "s" }, { field: "kind", from: null, to: "active" },
    { field: "start", from: null, to: "2026-10-27T14:00+01:00" }, { field: "end", from: null, to: "2026-10-27T22:10+01:00" },
  ] };
  expect(inWords(entry, names)).toEqual(["Samir P. skrev 14.00–22.10 aktiv."]);
});

test("a change that clashed says both values and that a person chooses", () => {
  const entry = { seq: 2, at: "", person: "k", verdict: "conflict", changes: [{ field: "end", from: "2026-10-27T22:10+01:00", to: "2026-10-27T22:00+01:00" }] };
  expect(inWords(entry, names)).toEqual(["Karin M. ändrade slutet från 22.10 till 22.00.", "Båda är sparade. En människa väljer."]);
});

test("a change within the doubled hour tells the two apart", () => {
  const entry = { seq: 2, at: "", person: "k", changes: [{ field: "start", from: "2026-10-25T02:30+02:00", to: "2026-10-25T02:30+01:00" }] };
  expect(inWords(entry, names)).toEqual(["Karin M. ändrade början från 02.30 (första) till 02.30 (andra)."]);
});

test("what came later than it was written says when it was, by a clock that is put right", () => {
  const came = (at: { wall: string; offset?: number }) => inWords({ seq: 3, at: "2026-10-28T06:40:00Z", person: "s", op: { at }, changes: [{ field: "note", from: null, to: "x" }] }, names).slice(1);
  expect(came({ wall: "2026-10-28T06:36:00Z" })).toEqual([]);
  expect(came({ wall: "2026-10-27T21:10:00Z" })).toEqual(["Skrevs 27 okt 22.10."]);
  expect(came({ wall: "2026-10-28T05:36:00Z", offset: -3_600_000 })).toEqual([]);
});

test("removed, and something that changed nothing", () => {
  expect(inWords({ seq: 3, at: "", person: "k", changes: [{ field: "void", from: null, to: true }] }, names)).toEqual(["Karin M. tog bort raden."]);
  expect(inWords({ seq: 4, at: "", person: "k", verdict: "parked", changes: [] }, names)).toEqual(["Karin M. ville ändra raden.", "Månaden var låst, dagen avslutad eller tidsredovisningen underskriven. Ändringen väntar på kontoret."]);
});

test("a decision about a late change", () => {
  expect(inWords({ seq: 5, at: "", person: "k", name: "parked.decline", changes: [] }, names)).toEqual(["Karin M. avslog en sen ändring."]);
  expect(inWords({ seq: 6, at: "", person: "k", name: "parked.apply", changes: [{ field: "end", from: "2026-10-27T22:10+01:00", to: "2026-10-27T22:00+01:00" }] }, names)).toEqual([
    "Karin M. lät den sena ändringen gälla.", "Karin M. ändrade slutet från 22.10 till 22.00."]);
});

test("a restore that is over says that it looked again, in nobody's name", () => {
  expect(inWords({ seq: 7, at: "", name: "parked.restored", verdict: "command", changes: [] }, names)).toEqual(["Servern återställdes från en säkerhetskopia. En ändring som väntat prövades igen."]);
});

test("an upgrade that could read what waited says so, in nobody's name", () => {
  expect(inWords({ seq: 7, at: "", name: "parked.upgrade", verdict: "command", changes: [] }, names)).toEqual(["Passbok uppdaterades och kunde läsa en ändring som väntat."]);
});
