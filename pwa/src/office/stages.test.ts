import { expect, test } from "vitest";
import { cells, shown, step, turn } from "./stages";
import type { Customer } from "./types";

const customer = (name: string, change: Partial<Customer> = {}): Customer => ({
  beneficiary: { id: name, name }, rows: 31, open: 0, stops: 0, warns: 0, ore: 0, sums: { active: 0, waiting: 0, standby: 0 },
  stages: { rows: "done", ready: "you", notified: "none", handed_over: "none", received: "none", signed: "none" },
  next: { code: "ready", who: "office", message: { sv: "", en: "" } }, state: "open", ...change,
});

const sent = customer("Bo", {
  state: "notified", stages: { rows: "done", ready: "done", notified: "done", handed_over: "wait", received: "none", signed: "none" },
  next: { code: "hand_over", who: "beneficiary", message: { sv: "", en: "" } },
});

test("a month that can be locked asks for the coordinator", () => {
  expect(turn(customer("Alva"))).toBe("you");
  expect(cells(customer("Alva")).map((c) => `${c.look} ${c.word}`)).toEqual(["done Klara", "you Att låsa", "none –", "none –", "none –", "none –"]);
  expect(step(customer("Alva"))).toBe(2);
});

test("what is sent waits for another, and the next line is dashed", () => {
  expect(turn(sent)).toBe("waits");
  expect(cells(sent).map((c) => c.look)).toEqual(["done", "done", "done", "wait", "none", "none"]);
});

test("what must be fixed comes before everything", () => {
  const wrong = customer("Dag", { stops: 2, stages: { rows: "you" } });
  expect(cells(wrong)[0]).toEqual({ stage: "rows", look: "you", word: "2 att rätta" });
});

test("a difference is an alarm and nobody's done", () => {
  const differs = customer("Iris", { state: "differs", stages: { rows: "done", ready: "done", notified: "done", handed_over: "done", received: "done", signed: "you" } });
  expect(turn(differs)).toBe("you");
  expect(cells(differs)[5]).toMatchObject({ look: "alarm", word: "Stämmer inte" });
});

test("search and filter, what needs you first", () => {
  const signed = customer("Folke", { state: "signed" });
  const all = [signed, sent, customer("Åke"), customer("Alva")];
  expect(shown(all, "", "all").map((c) => c.beneficiary.name)).toEqual(["Alva", "Åke", "Bo", "Folke"]);
  expect(shown(all, "Å", "all").map((c) => c.beneficiary.name)).toEqual(["Åke"]);
  expect(shown(all, "", "waits")).toEqual([sent]);
  expect(shown(all, "", "done")).toEqual([signed]);
});
