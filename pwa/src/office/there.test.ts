// What was refused counts nowhere, though it is shown until it has been read.

import { expect, test } from "vitest";
import { viewOf } from "../core/overlay";
import type { Fields, Kept, Row } from "../core/types";
import { answering } from "../notes/notes";
import { waitingOf, type Item } from "./inbox/inbox";
import { papersOf, rolesOf } from "./papers/holding";
import { asking, operates } from "./papers/rights";
import { done } from "./papers/steps";
import { answersFor, engaged, engagedNames, listed } from "./people";
import { absencesIn } from "./plan/absence";
import { engagedOn } from "./plan/check";
import { exchangesOf } from "./plan/exchanges";
import { marksOn } from "./plan/marks";
import { offersOf, saidTo } from "./plan/offers";
import { templatesOf } from "./plan/template";
import { shiftsIn } from "./plan/worked";
import { decisions, registrations } from "./staff/overview";

const day = "2026-11-05";
const times = { start: "2026-11-05T08:00+01:00", end: "2026-11-05T12:00+01:00" };
const side = (plan: string, assistant: string): Fields => ({ plan, assistant, beneficiary: "bo", kind: "active", ...times });

const book: Readonly<Record<string, Fields>> = {
  "membership/k": { person: "karin", role: "coordinator", from: "2026-01-01" },
  "membership/b": { person: "bo", role: "beneficiary", from: "2026-01-01" },
  "engagement/1": { assistant: "anna", beneficiary: "bo", from: "2026-01-01" },
  "responsibility/1": { coordinator: "karin", beneficiary: "bo", from: "2026-01-01" },
  "decision/1": { beneficiary: "bo", state: "granted", from: "2026-01-01" },
  "shift/1": { assistant: "anna", beneficiary: "bo", kind: "active", ...times },
  "offer/1": { plan: "p", beneficiary: "bo", kind: "active", to: ["anna"], how: "first", given: "anna", ...times },
  "reply/1": { offer: "1", assistant: "anna", says: "yes" },
  "exchange/1": { sides: [side("q", "anna"), side("r", "nils")] },
  "template/1": { beneficiary: "bo", name: "Week", weeks: 1, plans: [] },
  "absence/1": { assistant: "anna", kind: "sick", ...times },
  "stay/1": { beneficiary: "bo", kind: "hospital", ...times },
  "errand/1": { key: "x", assignee: "karin" },
};

// The book as a device shows it on which all of it was written, and answered so.
function seen(verdict: "applied" | "refused"): ReadonlyMap<string, Row> {
  return new Map(Object.entries(book).map(([ref, set], i) => {
    const kept: Kept = { id: String(i), n: i + 1, saved: 0, op: { v: 1, id: String(i), doc: ref, base: 0, set, at: {} }, verdict: { id: String(i), n: i + 1, seq: i + 1, verdict } };
    return [ref, viewOf(ref, undefined, [kept])];
  }));
}

const counted: Readonly<Record<string, (docs: ReadonlyMap<string, Row>) => unknown>> = {
  "who is engaged": (docs) => engaged(docs, "bo", "2026-11", (id) => id).length,
  "their names": (docs) => engagedNames(docs, "2026-11", (id) => id).size,
  "whom one answers for": (docs) => answersFor(docs, "karin", day).size,
  "who is here": (docs) => listed(docs, day, (id) => id).length,
  "roles": (docs) => rolesOf(docs.values(), "bo", day).size,
  "who sees the server": (docs) => operates(asking(docs.values(), "karin", day)),
  "first steps": (docs) => done(docs, true).size > 1,
  "whether somebody works here": (docs) => engagedOn(docs, "bo", "anna", day),
  "shifts": (docs) => shiftsIn(docs.values(), true).length,
  "offers": (docs) => offersOf(docs).size,
  "answers": (docs) => saidTo(docs).size,
  "exchanges": (docs) => exchangesOf(docs).size,
  "templates": (docs) => templatesOf(docs, "bo").length,
  "absences": (docs) => absencesIn(docs, new Set(["anna"]), day, day).length,
  "marks": (docs) => marksOn(docs, "bo", day).length,
  "registrations to see to": (docs) => registrations(docs.values(), day).length,
  "customers with a decision": (docs) => decisions(docs.values(), day).length,
  "who sees to a thing": (docs) => waitingOf({ errand: "errand/1" } as Item, docs, day).assignee,
  "who answers notes": (docs) => answering(docs, "bo", day).length,
};

test.each(Object.entries(counted))("%s", (_, count) => {
  expect(count(seen("applied"))).toBeTruthy();
  expect(count(seen("refused"))).toBeFalsy();
});

test("a paper that was refused is listed, to be read and written anew", () => {
  expect(papersOf(seen("refused").values(), "decision", "beneficiary", "bo", day)).toHaveLength(1);
});
