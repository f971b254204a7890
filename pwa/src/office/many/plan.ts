// What would happen to each of the customers that are chosen, and who is left out and why: worked out before anything is done.

import { format, said, type Said } from "../../i18n";
import { groupOf } from "../send/groups";
import { sheetPath } from "../send/path";
import { turn } from "../stages";
import type { Customer, Named, SheetLine } from "../types";
import { o } from "../words";
import { m } from "./words";

/** What can be done with many. */
export const deeds = ["remind", "sign", "send", "print", "lock"] as const;

/** One of these. */
export type Deed = (typeof deeds)[number];

/** One thing that would be done, or that is left out: whose, and in words what or why. */
export interface Row {
  readonly key: string;
  readonly customer: Named;
  /** Whom or what of theirs it is about; "" where it is about the customer's month. */
  readonly of: string;
  readonly text: string;
  /** Whoever is reminded; else whose customer it is. */
  readonly who: string;
  /** Öre that may not be paid. */
  readonly ore: number;
  readonly path: string;
  /** What the command names as what was seen; "" where it names nothing. */
  readonly saw: string;
  readonly line?: SheetLine;
  /** How many papers of theirs are printed. */
  readonly papers?: number;
}

/** What would be done, what would be done only for a reason, and what is left out. */
export interface Plan {
  readonly going: readonly Row[];
  readonly asks: readonly Row[];
  readonly left: readonly Row[];
}

/** Somebody whose turn it is, as the server knows them: when they were told last, and whether they may be reminded now. */
export interface Reminder {
  readonly beneficiary: string;
  readonly person: Named;
  readonly title: Said;
  readonly last: string | null;
  readonly may: boolean;
}

/** Which invoices can be locked today. */
export function lockPlan(customers: readonly Customer[], month: string, today: string): Plan {
  const plan = { going: [] as Row[], asks: [] as Row[], left: [] as Row[] };
  for (const c of customers) {
    const row = (text: string): Row => ({ ...about(c, text), path: `/api/v1/months/${c.beneficiary.id}/${month}/ready`, saw: c.hash });
    const minutes = c.sums.active + c.sums.waiting + c.sums.standby;
    if (c.state !== "open") plan.left.push({ ...row(m("lock.locked")), ore: 0 });
    else if (today.slice(0, 7) <= month) plan.left.push(row(m("lock.notOver")));
    else if (minutes === 0) plan.left.push(row(m("lock.empty")));
    else if (c.stops > 0) plan.left.push(row(m("lock.stops", { n: c.stops })));
    else if ((c.goesOn ?? 0) > 0) plan.left.push(row(o("going.lock", { n: c.goesOn ?? 0 })));
    else if (c.paid) plan.going.push(row(m("lock.goes", { hours: format.hours(minutes), kr: format.kronor(c.monthOre ?? 0) })));
    else plan.asks.push(row(m("lock.asks", { n: Math.max(1, c.warns) })));
  }
  return plan;
}

/** Which timesheets can be signed for the provider, or sent. */
export function sheetPlan(deed: "sign" | "send", customers: readonly Customer[], lines: readonly SheetLine[]): Plan {
  const going: Row[] = [];
  const left: Row[] = [];
  for (const c of customers) {
    const mine = lines.filter((line) => line.beneficiary.id === c.beneficiary.id);
    const of = mine.filter((line) => groupOf(line) === deed);
    for (const line of of) {
      going.push({ ...about(c, format.hours(line.sums.active + line.sums.waiting + line.sums.standby)), key: sheetPath(line), of: line.assistant.name, path: `${sheetPath(line)}/send`, saw: line.hash, ore: 0, line });
    }
    if (of.length > 0) continue;
    const unsigned = mine.filter((line) => groupOf(line) === "sign").length;
    const names = c.sheets.who.map((one) => one.name).join(", ");
    const why = [m(`${deed}.none`), deed === "send" && unsigned > 0 ? m("send.sign", { n: unsigned }) : names === "" ? "" : m("missing", { names })];
    left.push(about(c, why.filter(Boolean).join(" ")));
  }
  return { going, asks: [], left };
}

/** Whose papers can be printed, in order of name: what is locked, and who has none. */
export function printPlan(customers: readonly Customer[], lines: readonly SheetLine[]): Plan {
  const going: Row[] = [];
  const left: Row[] = [];
  for (const c of [...customers].sort((a, b) => a.beneficiary.name.localeCompare(b.beneficiary.name, "sv"))) {
    const mine = lines.filter((line) => line.beneficiary.id === c.beneficiary.id);
    const sheets = mine.filter((line) => line.state !== "open").length;
    const names = mine.filter((line) => line.state === "open" && line.rows > 0).map((line) => line.assistant.name).join(", ");
    const invoice = c.state !== "open";
    const papers = sheets + (invoice ? 1 : 0);
    const what = papers === 0 ? m("print.none") : sheets === 0 ? m("print.invoice") : m(invoice ? "print.both" : "print.sheets", { n: sheets });
    const row = (text: string): Row => ({ ...about(c, text), ore: 0, papers });
    if (papers === 0) left.push(row(what));
    else going.push(row([what, names === "" ? "" : m("print.without", { names })].filter(Boolean).join(" ")));
  }
  return { going, asks: [], left };
}

/** How many papers rows stand for. */
export function papersOf(rows: readonly Row[]): number {
  return rows.reduce((n, row) => n + (row.papers ?? 0), 0);
}

/** Whom a reminder would reach. */
export function remindPlan(customers: readonly Customer[], month: string, reminders: readonly Reminder[]): Plan {
  const going: Row[] = [];
  const left: Row[] = [];
  for (const c of customers) {
    const due = reminders.filter((one) => one.beneficiary === c.beneficiary.id);
    for (const id of new Set(due.map((one) => one.person.id))) {
      const theirs = due.filter((one) => one.person.id === id);
      const name = theirs[0]?.person.name ?? "";
      const may = theirs.filter((one) => one.may);
      const of = may.length > 0 ? may : theirs;
      const title = of.map((one) => said(one.title)).join(". ");
      const last = of.map((one) => one.last ?? "").sort().at(-1) ?? "";
      const when = last === "" ? "" : format.moment(last);
      const row = { ...about(c, ""), key: `${c.beneficiary.id} ${id}`, who: id, of: name, ore: 0, path: `/api/v1/months/${c.beneficiary.id}/${month}/remind` };
      if (may.length > 0) going.push({ ...row, text: when === "" ? m("remind.first", { title }) : m("remind.last", { title, when }) });
      else left.push({ ...row, of: "", text: when === "" ? m("remind.tried", { name }) : m("remind.recent", { name, when }) });
    }
    if (due.length === 0) left.push({ ...about(c, m(turn(c) === "you" ? "remind.ours" : "remind.none")), ore: 0 });
  }
  return { going, asks: [], left };
}

/** Why somebody was not reminded though the server was asked to; "" where they were. A person is once a day, for whichever customer. */
export function notReminded(row: Row, answer: unknown): string {
  const { reminded } = (answer ?? {}) as { reminded?: readonly Reminder[] };
  return reminded?.some((one) => one.person.id === row.who) ? "" : m("remind.not", { name: row.of });
}

/** How many customers rows are about. */
export function customersOf(rows: readonly Row[]): number {
  return new Set(rows.map((row) => row.customer.id)).size;
}

/** How many people rows are about. */
export function peopleOf(rows: readonly Row[]): number {
  return new Set(rows.map((row) => row.who)).size;
}

function about(c: Customer, text: string): Row {
  return { key: c.beneficiary.id, customer: c.beneficiary, who: c.beneficiary.id, of: "", text, ore: c.ore, path: "", saw: "" };
}
