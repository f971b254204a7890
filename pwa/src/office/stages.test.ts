import { expect, test } from "vitest";
import { cells, orderOf, orders, orderText, pressedOrder, shown, step, stepsOf, turn } from "./stages";
import type { Customer, Tally } from "./types";

const none: Tally = { of: 0, missing: 0, who: [], anew: 0, approve: 0, print: 0, send: 0, sent: 0, uncertain: 0, held: 0, rejected: 0, received: 0 };
const customer = (name: string, change: Partial<Customer> = {}): Customer => ({
  beneficiary: { id: name, name }, rows: 31, open: 0, stops: 0, warns: 0, ore: 0, hash: "", sums: { active: 0, waiting: 0, standby: 0 },
  sheets: { ...none, of: 3, received: 3 },
  stages: { rows: "done", sheets: "done", sent: "done", ready: "you", notified: "none", handed_over: "none", received: "none", signed: "none" },
  next: { code: "lock", who: "office", message: { sv: "", en: "" } }, state: "open", ...change,
});

const sent = customer("Bo", {
  state: "notified", stages: { rows: "done", sheets: "done", sent: "done", ready: "done", notified: "done", handed_over: "wait", received: "none", signed: "none" },
  next: { code: "send", who: "beneficiary", message: { sv: "", en: "" } },
});

test("a month that can be locked asks for the coordinator", () => {
  expect(turn(customer("Alva"))).toBe("you");
  expect(cells(customer("Alva")).map((c) => `${c.look} ${c.word}`)).toEqual(["done Klara", "done 3 av 3", "done 3 av 3", "you Att låsa", "none –", "none –", "none –"]);
  expect(step(customer("Alva"))).toBe(4);
});

test("what is sent waits for another, and the next line is dashed", () => {
  expect(turn(sent)).toBe("waits");
  expect(cells(sent).map((c) => c.look)).toEqual(["done", "done", "done", "done", "done", "wait", "none"]);
});

test("what is handed over waits for what comes of it, received or not", () => {
  for (const later of [{ received: "wait", signed: "none" }, { received: "done", signed: "wait" }] as const) {
    const handed = customer("Bo", { state: "handed_over", stages: { ...sent.stages, handed_over: "done", ...later } });
    expect(cells(handed).slice(5).map((c) => c.look)).toEqual(["done", "wait"]);
  }
});

test("what must be fixed comes before everything", () => {
  const wrong = customer("Dag", { stops: 2, stages: { rows: "you" } });
  expect(cells(wrong)[0]).toEqual({ stage: "rows", look: "you", word: "2 att rätta" });
});

test("a difference is an alarm and nobody's done", () => {
  const differs = customer("Iris", { state: "differs", stages: { rows: "done", sheets: "done", sent: "done", ready: "done", notified: "done", handed_over: "done", received: "done", signed: "you" } });
  expect(turn(differs)).toBe("you");
  expect(cells(differs)[6]).toMatchObject({ look: "alarm", word: "Stämmer inte" });
});

test("search and filter, what needs you first", () => {
  const signed = customer("Folke", { state: "signed", next: { code: "nothing", who: "nobody", message: { sv: "", en: "" } } });
  const all = [signed, sent, customer("Åke"), customer("Alva")];
  expect(shown(all, "", "all").map((c) => c.beneficiary.name)).toEqual(["Alva", "Åke", "Bo", "Folke"]);
  expect(shown(all, "Å", "all").map((c) => c.beneficiary.name)).toEqual(["Åke"]);
  expect(shown(all, "", "waits")).toEqual([sent]);
  expect(shown(all, "", "done")).toEqual([signed]);
});

test("search by an assistant's name", () => {
  const names = new Map([["Alva", ["Nina Ek", "Tilda Ås"]], ["Bo", ["Vera Ek"]]]);
  const found = (search: string): string[] => shown([customer("Alva"), sent], search, "all", orderOf(null), names).map((c) => c.beneficiary.name);
  expect([found("ek"), found("tilda"), found("alva"), found("ingen")]).toEqual([["Alva", "Bo"], ["Alva"], ["Alva"], []]);
});

test.each([
  ["name", ["Alva", "Bo", "Dag"]],
  ["-name", ["Dag", "Bo", "Alva"]],
  ["step", ["Dag", "Alva", "Bo"]],
  ["risk", ["Dag", "Alva", "Bo"]],
  ["-risk", ["Alva", "Bo", "Dag"]],
  ["", ["Alva", "Dag", "Bo"]],
  ["anything", ["Alva", "Dag", "Bo"]],
])("sorted by %s", (by, names) => {
  const wrong = customer("Dag", { stops: 2, ore: 40_000, stages: { rows: "you" }, next: { code: "fix", who: "office", message: { sv: "", en: "" } } });
  expect(shown([sent, wrong, customer("Alva")], "", "all", orderOf(by)).map((c) => c.beneficiary.name)).toEqual(names);
});

test("a column's heading sorts by it, then the other way, then as at first; the address says which", () => {
  const texts = [];
  let now = orderOf(null);
  for (let i = 0; i < 3; i++) texts.push(orderText((now = pressedOrder(now, "risk"))));
  expect(texts).toEqual(["risk", "-risk", ""]);
  for (const by of orders) expect(orderOf(orderText({ by, back: false }))).toEqual({ by, back: false });
});

test.each([
  ["nobody has signed", { missing: 3 }, "wait", "none", "wait 0 av 3", "none –"],
  ["one waits for the provider", { missing: 2, approve: 1 }, "you", "none", "you 0 av 3", "none –"],
  ["one's signatures are not there", { missing: 1, anew: 1, send: 1 }, "you", "you", "you 1 om igen", "you 1 att skicka"],
  ["one is to be sent", { missing: 2, send: 1 }, "wait", "you", "wait 1 av 3", "you 1 att skicka"],
  ["one is on its way", { missing: 2, sent: 1 }, "wait", "wait", "wait 1 av 3", "wait 1 på väg"],
  ["nobody knows of one", { missing: 1, sent: 2, uncertain: 1 }, "wait", "wait", "wait 2 av 3", "wait 1 osäker"],
  ["one stands still", { missing: 1, sent: 2, held: 1 }, "wait", "you", "wait 2 av 3", "you 1 stannade"],
  ["one came back", { sent: 2, rejected: 1 }, "done", "you", "done 3 av 3", "alarm 1 fel"],
  ["one is there", { missing: 2, received: 1 }, "wait", "none", "wait 1 av 3", "part 1 av 3"],
  ["all are there", { received: 3 }, "done", "done", "done 3 av 3", "done 3 av 3"],
] as const)("timesheets: %s", (_, count, sheets, sent, signedCell, sentCell) => {
  const line = cells(customer("Alva", { sheets: { ...none, of: 3, ...count }, stages: { rows: "done", sheets, sent } }));
  expect(line.slice(1, 3).map((c) => `${c.look} ${c.word}`)).toEqual([signedCell, sentCell]);
});

test("an invoice that is signed while a timesheet is missing is not done", () => {
  const missing = customer("Alva", { state: "signed", sheets: { ...none, of: 1, missing: 1 }, next: { code: "sheets", who: "assistants", message: { sv: "", en: "" } }, stages: { rows: "done", sheets: "wait", sent: "none", ready: "done" } });
  expect([turn(missing), step(missing)]).toEqual(["waits", 2]);
});

test("what came back is where a month stands", () => {
  const back = customer("Alva", { sheets: { ...none, of: 2, approve: 1, rejected: 1 }, stages: { rows: "done", sheets: "you", sent: "you", ready: "you" }, next: { code: "rejected", who: "office", message: { sv: "", en: "" } } });
  expect([step(back), turn(back)]).toEqual([3, "you"]);
});

// Rows are in order, one timesheet of three is missing, one is to be sent and one came back; the invoice waits for what each line says.
test.each([
  ["month", { ready: "none" }, 2], ["fix", { rows: "you", ready: "none" }, 1], ["approve", {}, 2], ["print", {}, 2], ["sign_anew", {}, 2], ["rejected", {}, 3], ["held", {}, 3], ["send_sheets", {}, 3],
  ["lock", {}, 4], ["send", { ready: "done", notified: "wait" }, 5], ["send", { ready: "done", notified: "done", handed_over: "wait" }, 6], ["signer", { ready: "done", notified: "wait" }, 5],
  ["talk", { ready: "done", notified: "done", handed_over: "you" }, 6], ["paper_print", { ready: "done", notified: "done", handed_over: "you" }, 6],
  ["receive", { ready: "done", notified: "done", handed_over: "done" }, 7], ["sign", { ready: "done", notified: "done", handed_over: "done" }, 7], ["compare", { ready: "done", notified: "done", handed_over: "done", signed: "you" }, 7],
  ["sheets", { ready: "done", notified: "done", handed_over: "done", signed: "done" }, 2], ["sheets_sent", { ready: "done", notified: "done", handed_over: "done", signed: "done" }, 3],
  ["one that this app does not know", {}, 2], ["lock", { ready: "done", notified: "done", handed_over: "done", signed: "done" }, 2],
] as const)("the step is the one that is next: %s", (code, stages, want) => {
  const one = customer("Alva", { sheets: { ...none, of: 3, missing: 1, send: 1, rejected: 1 }, stages: { rows: "done", sheets: "wait", sent: "you", ready: "you", ...stages }, next: { code, who: "office", message: { sv: "", en: "" } } });
  expect(step(one)).toBe(want);
});

test("where nobody has time no timesheet is waited for", () => {
  const empty = customer("Alva", { sheets: none, stages: { rows: "done", sheets: "none", sent: "none", ready: "you" } });
  expect(step(empty)).toBe(4);
});

test("a month's page says of its stages what its line on the board says", () => {
  const missing = customer("Alva", { sheets: { ...none, of: 3, received: 2, missing: 1 }, stages: { ...customer("").stages, sheets: "wait", sent: "wait" } });
  for (const line of [customer("Alva"), sent, missing]) {
    const steps = stepsOf(line);
    expect(steps.map(({ word }) => word)).toEqual(cells(line).map(({ word }) => word));
    expect(steps.findIndex(({ now }) => now) + 1).toBe(step(line));
  }
  // A timesheet is missing, and the invoice can be locked: that is where the month stands.
  expect(stepsOf(missing).filter(({ now }) => now).map(({ stage }) => stage)).toEqual(["ready"]);
  expect(stepsOf(missing).map(({ done }) => done)).toEqual([true, false, false, false, false, false, false]);
});
