import { expect, test } from "vitest";
import { come, lacking, type Access } from "./way";

const now = new Date("2026-11-20T09:00:00Z");
const of = (is: Partial<Access>): Access => ({ person: "a", joined: false, push: false, ways: [], ...is });

test.each<[string, Partial<Access>, string, readonly string[]]>([
  ["never invited, and nothing else is known", {}, "not", ["uninvited"]],
  ["not invited, with an address", { ways: ["mail"] }, "not", ["uninvited"]],
  ["invited", { invited: "2026-11-24T09:00:00Z", ways: ["sms"] }, "invited", ["invited"]],
  ["an invitation that ran out", { lapsed: "2026-11-10T09:00:00Z", ways: ["sms"] }, "lapsed", ["uninvited"]],
  ["in, and told", { joined: true, push: true, seen: "2026-11-20T08:00:00Z" }, "joined", []],
  ["in, and told by mail alone", { joined: true, ways: ["mail"], seen: "2026-11-20T08:00:00Z" }, "joined", ["noPush"]],
  ["in, and not seen for a week", { joined: true, push: true, seen: "2026-11-13T09:00:00Z" }, "joined", ["silent"]],
  ["a minute short of a week", { joined: true, push: true, seen: "2026-11-13T09:01:00Z" }, "joined", []],
  ["signed out, and told no more", { seen: "2026-11-19T09:00:00Z" }, "out", ["uninvited", "unreached"]],
  ["in, and told in no way", { joined: true, seen: "2026-11-20T08:00:00Z" }, "joined", ["noPush", "unreached"]],
  ["invited anew after signing out long ago", { seen: "2026-09-01T09:00:00Z", invited: "2026-11-24T09:00:00Z", ways: ["sms"] }, "invited", ["invited"]],
])("%s", (_, is, way, lack) => {
  expect(come(of(is))).toBe(way);
  expect([...lacking(of(is), now)]).toEqual(lack);
});

test("an older server says nothing of notices: then nobody is said to lack them", () => {
  expect([...lacking({ person: "a", joined: true }, now)]).toEqual([]);
});
