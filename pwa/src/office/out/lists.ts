// The office's lists as tables: what is shown, line by line, and more of each line than the screen has room for. Pure.

import { between } from "../../core/time";
import { text, type Row as Doc } from "../../core/types";
import { format, said, t } from "../../i18n";
import type { Waiting } from "../inbox/inbox";
import { kindKey } from "../inbox/kinds";
import { i } from "../inbox/words";
import type { LedgerLine } from "../MonthTables";
import type { Listed } from "../people";
import { standing, type Shown } from "../plan/standing";
import { numberOf, type Week } from "../plan/week";
import { standingOf } from "../sheets";
import { signedOf, type Customer, type Named, type SheetLine, type Sums } from "../types";
import { o } from "../words";
import { codeOf, employersOf, minutesBy, payable, stopped, unsocialCodes, type Absence, type Codes, type PaidCode, type Payroll } from "./payroll";
import { table, type Column, type Table } from "./table";
import { u } from "./words";

/** The board of a month, as it is filtered. Of a customer about whose rows two answers stand no time and no money is told. */
export function board(customers: readonly Customer[], month: string): Table {
  return table<Customer>(`manaden-${month}`, u("list.board", { month }), customers, [
    { title: o("board.customer"), kind: "text", of: (c) => c.beneficiary.name },
    { title: o("board.step"), kind: "text", of: (c) => (disputed(c) ? u("row.disputed") : said(c.next.message)) },
    ...kinds<Customer>((c) => (disputed(c) ? undefined : c.sums)),
    { title: u("col.rows"), kind: "number", of: (c) => c.rows },
    { title: u("col.stops"), kind: "number", of: (c) => c.stops },
    { title: u("col.warns"), kind: "number", of: (c) => c.warns },
    { title: u("col.sheets"), kind: "number", of: (c) => c.sheets.of },
    { title: u("col.signed"), kind: "number", of: (c) => signedOf(c.sheets) },
    { title: u("col.received"), kind: "number", of: (c) => c.sheets.received },
    { title: u("col.invoice"), kind: "text", of: (c) => u(`invoice.${c.state}`) },
    { title: u("col.worth"), kind: "ore", of: (c) => (disputed(c) ? undefined : c.monthOre) },
    { title: u("col.risk"), kind: "ore", of: (c) => (disputed(c) ? undefined : c.ore) },
  ]);
}

const disputed = (c: Customer): boolean => (c.disputed ?? 0) > 0;

/** A month's timesheets. Of one about whose rows two answers stand no time is told. */
export function sheets(lines: readonly SheetLine[], month: string): Table {
  return table<SheetLine>(`tidsredovisningar-${month}`, u("list.sheets", { month }), lines, [
    { title: o("board.customer"), kind: "text", of: (l) => l.beneficiary.name },
    { title: o("month.assistant"), kind: "text", of: (l) => l.assistant.name },
    ...kinds<SheetLine>((l) => (l.disputed ? undefined : l.sums)),
    { title: o("row.state"), kind: "text", of: (l) => (l.disputed ? u("row.disputed") : standingOf(l).word) },
    { title: u("col.since"), kind: "moment", of: (l) => l.at[l.state] },
    { title: u("col.version"), kind: "number", of: (l) => l.version },
    { title: u("col.receipt"), kind: "text", of: (l) => l.sending?.receipt?.tx },
  ]);
}

/** The rows of a customer's month. */
export function rows(lines: readonly LedgerLine[], month: string): Table {
  return table<LedgerLine>(`tider-${month}`, u("list.rows", { month }), lines, [
    { title: o("month.assistant"), kind: "text", of: (l) => l.name },
    { title: t("kind.legend"), kind: "text", of: (l) => t(`kind.${l.kind}`) },
    { title: t("time.day"), kind: "day", of: (l) => l.start.slice(0, 10) },
    { title: t("time.from"), kind: "moment", of: (l) => l.start },
    { title: t("time.to"), kind: "moment", of: (l) => l.end },
    { title: o("row.length"), kind: "minutes", of: (l) => (l.end && !l.void ? l.minutes : undefined) },
    { title: o("row.state"), kind: "text", of: (l) => (l.void ? u("row.removed") : l.conflict ? u("row.conflict") : l.parked ? o("row.parked") : undefined) },
    { title: u("col.note"), kind: "text", of: (l) => l.note },
  ]);
}

/** What waits for the office, as it is filtered. */
export function inbox(items: readonly Waiting[], names: (id: string) => string): Table {
  return table<Waiting>("vantar", i("title"), items, [
    { title: u("col.what"), kind: "text", of: (one) => i(kindKey(one.kind)) },
    { title: o("board.customer"), kind: "text", of: (one) => one.beneficiary.name },
    { title: u("col.person"), kind: "text", of: (one) => one.person.name },
    { title: u("col.month"), kind: "text", of: (one) => one.month },
    { title: u("col.message"), kind: "text", of: (one) => said(one.message) },
    { title: u("col.since"), kind: "moment", of: (one) => (one.since > "2" ? one.since : undefined) },
    { title: u("col.last"), kind: "day", of: (one) => one.last || undefined },
    { title: u("col.risk"), kind: "ore", of: (one) => one.ore },
    { title: u("col.whose"), kind: "text", of: (one) => (one.assignee ? names(one.assignee) : undefined) },
    { title: u("col.until"), kind: "day", of: (one) => one.until || undefined },
    { title: u("col.note"), kind: "text", of: (one) => one.note },
  ]);
}

/** The people, as they are filtered. */
export function people(listed: readonly Listed[], docs: ReadonlyMap<string, Doc>): Table {
  return table<Listed>("personer", o("people.title"), listed, [
    { title: u("col.name"), kind: "text", of: (one) => one.name },
    { title: u("col.role"), kind: "text", of: (one) => o(`people.${one.role}`) },
    { title: u("col.phone"), kind: "text", of: (one) => text(docs.get(`person/${one.id}`)?.fields ?? {}, "phone") },
  ]);
}

/** A week of a customer's schedule, a plan a line. */
export function week(plans: readonly Shown[], customer: Named, of: Week): Table {
  return table<Shown>(`schema-${of.toLowerCase()}`, o("plan.title", { name: customer.name, n: numberOf(of) }), plans, [
    { title: t("time.day"), kind: "day", of: ({ plan }) => plan.start.slice(0, 10) },
    { title: t("time.from"), kind: "moment", of: ({ plan }) => plan.start },
    { title: t("time.to"), kind: "moment", of: ({ plan }) => plan.end },
    { title: o("row.length"), kind: "minutes", of: ({ plan }) => between(plan.start, plan.end) },
    { title: o("month.assistant"), kind: "text", of: (one) => one.name },
    { title: t("kind.legend"), kind: "text", of: ({ plan }) => t(`kind.${plan.kind}`) },
    { title: o("row.state"), kind: "text", of: (one) => standing(one).map(({ words, more }) => (more ? `${words}: ${more}` : words)).join("; ") || undefined },
    { title: u("col.note"), kind: "text", of: ({ plan }) => plan.note || undefined },
  ]);
}

/** Somebody's line in a month for payroll: how it stands, with what; and the time that is paid, or that somebody else pays. */
interface PayLine {
  readonly name: string;
  readonly number?: string;
  readonly state: string;
  readonly sums?: Sums;
  readonly what?: string;
  readonly away?: readonly Absence[];
  readonly unsocial?: readonly PaidCode[];
}

/** A month for payroll: who is paid for how long, and whom what keeps from it. The time of whom something stops is in no file. */
export function payroll(pay: Payroll, month: string): Table {
  const lines: PayLine[] = [
    ...stopped(pay).map(({ name, stops }): PayLine => ({ name, state: u("pay.stops"), what: stops.map((stop) => `${stop.beneficiary.name}: ${u(`stop.${stop.code}`)}`).join(" ") })),
    ...payable(pay).map(({ name, number, sums, absence, unsocial }): PayLine => ({ name, number: number || u("pay.byPersonnummer"), state: u("pay.paid"), sums, away: absence, unsocial })),
    ...employersOf(pay).map(({ assistant, beneficiary, employer, sums }): PayLine => ({ name: assistant.name, state: u("pay.others"), sums, what: u(`by.${employer}`, { name: beneficiary.name }) })),
  ];
  return table<PayLine>(`lon-${month}`, o("payroll.title", { month: format.month(month, true) }), lines, [
    { title: o("month.assistant"), kind: "text", of: (one) => one.name },
    { title: u("pay.number"), kind: "text", of: (one) => one.number },
    { title: o("row.state"), kind: "text", of: (one) => one.state },
    ...kinds<PayLine>((one) => one.sums, (kind) => ` (${codeOf(pay, kind)})`),
    ...unsocialCodes(pay).map((code): Column<PayLine> => ({ title: `${u("col.unsocial")} (${code})`, kind: "minutes", of: (one) => minutesBy(one.unsocial, code) })),
    { title: u("col.message"), kind: "text", of: (one) => one.what },
    { title: u("pay.away"), kind: "text", of: (one) => one.away?.map(({ kind, from, to, whole }) => `${u(`away.${kind}`)} ${from === to ? from : `${from}–${to}`}${whole ? "" : `. ${u("pay.awayPart")}`}`).join("; ") || undefined },
  ]);
}

// The minutes of each kind, and all of them; what a kind goes by besides may stand beside its name.
function kinds<T>(sums: (line: T) => Sums | undefined, besides: (kind: keyof Codes) => string = () => ""): Column<T>[] {
  return [
    ...(["active", "waiting", "standby"] as const).map((kind): Column<T> => ({ title: `${t(`kind.${kind}`)}${besides(kind)}`, kind: "minutes", of: (line) => sums(line)?.[kind] })),
    { title: o("month.total"), kind: "minutes", of: (line) => { const of = sums(line); return of && of.active + of.waiting + of.standby; } },
  ];
}
