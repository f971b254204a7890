import { expect, test } from "vitest";
import { deedOf, standingOf } from "../sheets";
import type { Sending, SheetLine } from "../types";
import { byAssistant, grouped, groupOf } from "./groups";
import { line } from "./testing";

const next = (code: string) => ({ code, who: "office", message: { sv: "", en: "" } });
const on = (state: Sending["state"]): Sending => ({ state, since: "2026-11-03T09:00:00Z", tries: 1, fault: "", words: { sv: "", en: "" }, fk: "", next: null, receipt: null });

test.each([
  ["a month that goes on", { state: "open", next: next("month") }, undefined, undefined],
  ["what must be corrected first", { state: "open", next: next("fix") }, "fix", undefined],
  ["an assistant who has said nothing", { state: "open", next: next("ready") }, "ask", undefined],
  ["one whose rows have changed", { state: "open", changed: true, next: next("ready") }, "ask", undefined],
  ["one that is whole", { state: "ready" }, "ask", undefined],
  ["one that is whole, on paper", { state: "ready", route: "paper" }, "paper", undefined],
  ["signed by the assistant", { state: "signed" }, "sign", "sign"],
  ["signed by both", { state: "approved" }, "send", "send"],
  ["waiting in the queue", { state: "approved", sending: on("waiting") }, "way", undefined],
  ["sent", { state: "sent", sending: on("waiting") }, "way", undefined],
  ["uncertain", { state: "sent", sending: on("uncertain") }, "doubt", "send-again"],
  ["held", { state: "approved", sending: on("held") }, "look", "send-again"],
  ["rejected", { state: "rejected", sending: on("rejected") }, "look", undefined],
  ["received", { state: "received", sending: on("received") }, "done", undefined],
  ["received, while the queue had doubts", { state: "received", sending: on("uncertain") }, "done", undefined],
  ["sent, of which the queue knows nothing", { state: "sent" }, "way", undefined],
  ["signed by hand", { state: "hand_signed", route: "paper" }, "paper", undefined],
  ["on paper with Försäkringskassan", { state: "complete", route: "paper" }, "done", undefined],
] as [string, Partial<SheetLine>, string | undefined, string | undefined][])("%s", (_, change, group, deed) => {
  expect(groupOf(line("a", change))).toBe(group);
  expect(deedOf(line("a", change))).toBe(deed);
});

test("what the queue knows is said instead of the book's state, until it has an answer", () => {
  const word = (change: Partial<SheetLine>): string => standingOf(line("a", change)).word;
  expect(word({ state: "approved", sending: on("waiting") })).toBe("Väntar på att skickas");
  expect(word({ state: "sent", sending: on("uncertain") })).toBe("Osäkert om den kom fram");
  expect(word({ state: "approved", sending: on("held") })).toBe("Stannade på vägen");
  expect(word({ state: "rejected", sending: on("rejected") })).toBe("Försäkringskassan tog inte emot den");
  expect(word({ state: "open", sending: on("received") })).toBe("Inte klar");
});

test("what is signed anew, since a signature is not on the server, is neither signed nor sent first", () => {
  const anew: Partial<SheetLine> = { next: { code: "sign_anew", who: "office", message: { sv: "", en: "" } } };
  for (const state of ["signed", "approved"] as const) {
    expect(groupOf(line("a", { state, ...anew }))).toBe("look");
    expect(deedOf(line("a", { state, ...anew }))).toBeUndefined();
  }
});

test("the groups come in their order, and nobody is called twice", () => {
  const lines = [line("b", { state: "ready" }), line("a", { state: "approved" }), line("b", { state: "ready", beneficiary: { id: "bo", name: "Bo" } }), line("å", { state: "ready" })];
  expect([...grouped(lines)].map(([group, of]) => `${group} ${of.length}`)).toEqual(["send 1", "ask 3"]);
  expect(byAssistant(lines.filter((one) => one.state === "ready")).map((one) => `${one.assistant.id} ${one.lines.length}`)).toEqual(["b 2", "å 1"]);
});
