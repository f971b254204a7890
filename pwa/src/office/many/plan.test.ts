import { expect, test } from "vitest";
import type { Customer, SheetLine, Tally } from "../types";
import { customersOf, lockPlan, notReminded, papersOf, printPlan, remindPlan, sheetPlan, type Plan, type Reminder } from "./plan";

const none: Tally = { of: 0, missing: 0, who: [], anew: 0, approve: 0, print: 0, send: 0, sent: 0, uncertain: 0, held: 0, rejected: 0, received: 0 };
const customer = (name: string, change: Partial<Customer> = {}): Customer => ({
  beneficiary: { id: name.toLowerCase(), name }, rows: 31, open: 0, stops: 0, warns: 0, ore: 0, monthOre: 4_400_000, hash: `hash of ${name}`, paid: true, sums: { active: 6000, waiting: 0, standby: 0 },
  sheets: none, stages: { ready: "you" }, next: { code: "ready", who: "office", message: { sv: "", en: "" } }, state: "open", ...change,
});
const words = ({ going, asks, left }: Plan): Record<string, string[]> => ({
  going: going.map((r) => `${r.of === "" ? r.customer.name : `${r.of}, ${r.customer.name}`}: ${r.text}`.replaceAll("\u00a0", " ")), asks: asks.map((r) => `${r.customer.name}: ${r.text}`), left: left.map((r) => `${r.customer.name}: ${r.text}`),
});

test("what can be locked, what only for a reason, and what not and why", () => {
  const all = [
    customer("Alva"), customer("Bo", { paid: false, warns: 2, ore: 500_000 }), customer("Dag", { stops: 1, paid: false, ore: 4_400_000 }),
    customer("Iris", { state: "ready" }), customer("Sol", { sums: { active: 0, waiting: 0, standby: 0 } }),
  ];
  const plan = lockPlan(all, "2026-10", "2026-11-01");
  expect(words(plan)).toEqual({
    going: ["Alva: 100 h, 44 000 kr. Allt stämmer."],
    asks: ["Bo: 2 saker att titta på. Låses bara med ett skäl."],
    left: ["Dag: 1 sak måste rättas först.", "Iris: Räkningen är redan låst.", "Sol: Ingen har någon tid i månaden."],
  });
  expect(plan.going[0]).toMatchObject({ path: "/api/v1/months/alva/2026-10/ready", saw: "hash of Alva" });
  expect(plan.left.map((r) => r.ore)).toEqual([4_400_000, 0, 0]);
});

test("a month that goes on is not locked", () => {
  expect(words(lockPlan([customer("Alva")], "2026-10", "2026-10-31")).left).toEqual(["Alva: Månaden är inte slut än."]);
});

const line = (name: string, assistant: string, change: Partial<SheetLine> = {}): SheetLine => ({
  beneficiary: { id: name.toLowerCase(), name }, assistant: { id: assistant.toLowerCase(), name: assistant }, month: "2026-10", version: 1, state: "signed", route: "elt", hash: `hash of ${assistant}`,
  sums: { active: 3000, waiting: 0, standby: 0 }, next: { code: "approve", who: "office", message: { sv: "", en: "" } }, changed: false, sending: null, ...change,
} as unknown as SheetLine);

test("timesheets to sign and to send, by whose they are; who has nothing is told what is missing", () => {
  const all = [customer("Alva"), customer("Bo", { sheets: { ...none, who: [{ id: "vera", name: "Vera" }] } })];
  const lines = [line("Alva", "Nina"), line("Alva", "Tilda", { state: "approved", next: { code: "send", who: "office", message: { sv: "", en: "" } } }), line("Sol", "Vera")];
  expect(words(sheetPlan("sign", all, lines))).toEqual({ going: ["Nina, Alva: 50 h"], asks: [], left: ["Bo: Inget att skriva under nu. Vera har inte skrivit under."] });
  const send = sheetPlan("send", [...all, customer("Sol")], lines);
  expect(words(send)).toEqual({ going: ["Tilda, Alva: 50 h"], asks: [], left: ["Bo: Inget att skicka nu. Vera har inte skrivit under.", "Sol: Inget att skicka nu. 1 ska skrivas under först."] });
  expect(send.going[0]).toMatchObject({ path: "/api/v1/months/alva/2026-10/timesheets/tilda/send", saw: "hash of Tilda" });
  expect(customersOf(sheetPlan("sign", [customer("Alva")], [...lines, line("Alva", "Vera")]).going)).toBe(1);
});

test("who is reminded, who was a short while ago, and where it is nobody else's turn", () => {
  const waits = customer("Bo", { state: "notified", stages: {}, next: { code: "hand_over", who: "beneficiary", message: { sv: "", en: "" } } });
  const due = (person: string, last: string | null, may: boolean): Reminder => ({ beneficiary: "bo", person: { id: person.toLowerCase(), name: person }, title: { sv: "Oktober väntar", en: "" }, last, may });
  const plan = remindPlan([customer("Alva"), waits], "2026-10", [due("Bo", null, true), { ...due("Bo", null, true), title: { sv: "En tid behöver dig", en: "" } }, due("Gun", "2026-11-03T09:00:00Z", false), due("Siv", null, false)]);
  expect(plan.going.map((r) => r.text)).toEqual(["Oktober väntar. En tid behöver dig. Har inte nåtts än."]);
  expect(plan.left.map((r) => r.text.replace(/\d.*\d/, "när"))).toEqual(["Det är kontorets tur, inte någon annans.", "Gun fick veta det när. Högst en påminnelse om dagen.", "Siv går inte att nå på något sätt. Ring i stället."]);
});

test("whose papers are printed, by name: what is locked, whose hours are missing in it, and who has none", () => {
  const all = [customer("Sol"), customer("Iris", { state: "ready" }), customer("Bo", { state: "signed" }), customer("Örjan"), customer("Alva")];
  const lines = [
    line("Alva", "Nina"), line("Alva", "Tilda", { state: "open", rows: 3 }), line("Alva", "Vera", { state: "open", rows: 0 }), line("Bo", "Vera", { state: "received" }), line("Bo", "Nina", { state: "printed" }),
    line("Sol", "Nina", { state: "open", rows: 1 }),
  ];
  const plan = printPlan(all, lines);
  expect(words(plan)).toEqual({
    going: ["Alva: 1 tidsredovisning. Räkningen är inte låst. Utan Tilda: tiderna är inte klara.", "Bo: Räkningen och 2 tidsredovisningar.", "Iris: Räkningen."], asks: [],
    left: ["Sol: Varken räkningen eller någon tidsredovisning är låst.", "Örjan: Varken räkningen eller någon tidsredovisning är låst."],
  });
  expect(papersOf(plan.going)).toBe(5);
});

test("somebody is reminded where the server says so, and not because it was asked", () => {
  const [row] = remindPlan([{ ...customer("Alva"), turn: undefined } as never], "2026-10", []).left;
  const bo = { ...row, who: "bo", of: "Bo" } as NonNullable<typeof row>;
  expect(notReminded(bo, { reminded: [{ person: { id: "bo" } }] })).toBe("");
  for (const answer of [{ reminded: [{ person: { id: "gun" } }] }, { reminded: [] }, {}, undefined]) expect(notReminded(bo, answer)).toBe("Bo är redan påmind det senaste dygnet, eller går inte att nå.");
});
