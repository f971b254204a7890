// What a cell of the board says: each stage of a customer's month as a state in words.

import { o } from "./words";
import { boardStages, signedOf, type BoardStage, type Customer } from "./types";

/** How a cell looks: done, asking for the coordinator, on its way, waiting for another, wrong, or not come yet. */
export type Look = "done" | "you" | "part" | "wait" | "alarm" | "none";

/** A cell: the stage, how it looks, and its word. */
export interface Cell {
  stage: BoardStage;
  look: Look;
  word: string;
}

/** Whose turn it is, which is also what the board filters by. */
export type Turn = "you" | "waits" | "done";

/** Whose turn it is with a customer. */
export function turn(customer: Customer): Turn {
  if (customer.state === "differs") return "you";
  if (customer.state === "signed" && customer.next.who === "nobody") return "done";
  if (boardStages.some((stage) => customer.stages[stage] === "you")) return "you";
  return customer.next.who === "office" ? "you" : "waits";
}

/** All cells of a customer's line, in order. */
export function cells(customer: Customer): Cell[] {
  return boardStages.map((stage) => ({ stage, ...cell(customer, stage) }));
}

// The stage that each next step is about, as the server names them (month/stage.go, sheet_tally.go). What is not here, as that the
// month still goes on, is about no stage of its own.
const about: Readonly<Record<string, BoardStage>> = {
  fix: "rows", going: "rows", rows: "rows",
  sign_anew: "sheets", approve: "sheets", print: "sheets", sheets: "sheets",
  rejected: "sent", held: "sent", send_sheets: "sent", sheets_sent: "sent",
  lock: "ready",
  signer: "notified", send: "notified", talk: "notified", paper_print: "notified", paper_sign: "notified", paper_send: "notified",
  receive: "handed_over", expired: "handed_over", sign: "signed", compare: "signed",
};

/**
 * The stage that a customer's month stands at, counted from 1; 0 where all is done: the first that is not done from the one on
 * that the next step is about, so that both say the same, though a timesheet may be missing while the invoice can be locked.
 * Where nobody has time there are no timesheets to stand at.
 */
export function step(customer: Customer): number {
  const none = customer.sheets.of === 0 && customer.rows > 0;
  const from = boardStages.indexOf(about[customer.next.code] ?? "rows");
  const left = boardStages.map((stage, i) => (customer.stages[stage] !== "done" && !(none && (stage === "sheets" || stage === "sent")) ? i + 1 : 0)).filter(Boolean);
  return left.find((n) => n > from) ?? left[0] ?? 0;
}

/** The stages of a customer's month as its page shows them: what is done, and at which it stands, as the board says. */
export function stepsOf(customer: Customer): readonly { readonly stage: BoardStage; readonly word: string; readonly done: boolean; readonly now: boolean }[] {
  const at = step(customer);
  return cells(customer).map(({ stage, look, word }, i) => ({ stage, word, done: look === "done", now: i + 1 === at }));
}

function cell(customer: Customer, stage: BoardStage): Omit<Cell, "stage"> {
  const state = customer.stages[stage] ?? "none";
  if (stage === "signed" && state === "none" && customer.stages.received === "wait") return { look: "wait", word: o("stage.waiting") };
  if (stage === "signed" && customer.state === "differs") return { look: "alarm", word: o("stage.differs") };
  if (stage === "rows") return rowsCell(customer, state === "done");
  if (stage === "sheets") return sheetsCell(customer);
  if (stage === "sent") return sentCell(customer);
  if (state === "done") return { look: "done", word: doneWord(stage) };
  if (state === "you" && stage === "handed_over") return { look: "you", word: o("stage.answer") };
  if (state === "you") return { look: "you", word: o(stage === "ready" ? "stage.readyYou" : "stage.waiting") };
  if (state === "wait") return { look: "wait", word: o("stage.waiting") };
  return { look: "none", word: "–" };
}

function rowsCell(customer: Customer, done: boolean): Omit<Cell, "stage"> {
  if (customer.stops > 0) return { look: "you", word: o("stage.rowsStop", { n: customer.stops }) };
  if ((customer.goesOn ?? 0) > 0) return { look: "wait", word: o("stage.going", { n: customer.goesOn ?? 0 }) };
  if (done) return { look: "done", word: o("stage.rowsDone") };
  if (customer.rows === 0) return { look: "none", word: o("stage.rowsNone") };
  return { look: "part", word: o("month.rowCount", { n: customer.rows }) };
}

/** How many both have signed. What waits for the office asks for it; what waits for assistants is waited for. */
function sheetsCell({ sheets, stages }: Customer): Omit<Cell, "stage"> {
  if (sheets.of === 0) return { look: "none", word: "–" };
  if (sheets.anew > 0) return { look: "you", word: o("stage.anew", { n: sheets.anew }) };
  const signed = signedOf(sheets);
  const state = stages.sheets ?? "none";
  return { look: state === "none" && signed > 0 ? "part" : state, word: o("stage.of", { n: signed, of: sheets.of }) };
}

/** How many Försäkringskassan has; first what it did not take, then what is to be sent. */
function sentCell({ sheets: { of, rejected, held, uncertain, send, sent, received } }: Customer): Omit<Cell, "stage"> {
  if (rejected > 0) return { look: "alarm", word: o("stage.back", { n: rejected }) };
  if (held > 0) return { look: "you", word: o("stage.held", { n: held }) };
  if (send > 0) return { look: "you", word: o("stage.send", { n: send }) };
  if (uncertain > 0) return { look: "wait", word: o("stage.uncertain", { n: uncertain }) };
  if (sent > 0) return { look: "wait", word: o("stage.way", { n: sent }) };
  if (received === 0) return { look: "none", word: "–" };
  return { look: received === of ? "done" : "part", word: o("stage.of", { n: received, of }) };
}

function doneWord(stage: BoardStage): string {
  if (stage === "ready") return o("stage.readyDone");
  return o(stage === "notified" ? "stage.sentDone" : "stage.seenDone");
}

const order: Record<Turn, number> = { you: 0, waits: 1, done: 2 };

/** What the board can be sorted by: whose turn it is, name, how far the month has come, kronor at risk. The last day is the same for all. */
export const orders = ["turn", "name", "step", "risk"] as const;

/** An order, and whether it is turned round. */
export interface Order {
  readonly by: (typeof orders)[number];
  readonly back: boolean;
}

/** Reads an order as the address has it: "name", "-name"; what needs the coordinator first where it says nothing. */
export function orderOf(text: string | null): Order {
  const by = orders.find((one) => one === text?.replace(/^-/, "")) ?? "turn";
  return { by, back: by !== "turn" && text?.startsWith("-") === true };
}

/** What pressing a column's heading makes of an order: by it, then turned round, then as it was at first. */
export function pressedOrder(now: Order, by: Order["by"]): Order {
  if (now.by !== by) return { by, back: false };
  return now.back ? { by: "turn", back: false } : { by, back: true };
}

/** An order as the address has it; "" for the first. */
export function orderText({ by, back }: Order): string {
  return by === "turn" ? "" : back ? `-${by}` : by;
}

const first: Order = { by: "turn", back: false };
const byName = (a: Customer, b: Customer): number => a.beneficiary.name.localeCompare(b.beneficiary.name, "sv");
// How far it has come: what is done is past the last stage.
const far = (customer: Customer): number => step(customer) || boardStages.length + 1;
const compared: Record<Order["by"], (a: Customer, b: Customer) => number> = {
  turn: (a, b) => order[turn(a)] - order[turn(b)],
  name: byName,
  step: (a, b) => far(a) - far(b),
  risk: (a, b) => b.ore - a.ore,
};

/** The customers that a search, also by an assistant's name, and a filter leave, in an order, then by name. */
export function shown(customers: readonly Customer[], search: string, filter: Turn | "all", by: Order = first, assistants: ReadonlyMap<string, readonly string[]> = new Map()): Customer[] {
  const wanted = search.trim().toLocaleLowerCase("sv");
  const fits = (name: string): boolean => name.toLocaleLowerCase("sv").includes(wanted);
  const sign = by.back ? -1 : 1;
  return customers
    .filter((c) => (filter === "all" || turn(c) === filter) && (wanted === "" || fits(c.beneficiary.name) || (assistants.get(c.beneficiary.id) ?? []).some(fits)))
    .sort((a, b) => sign * compared[by.by](a, b) || byName(a, b));
}
