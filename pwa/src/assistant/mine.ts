// What an assistant has: their shifts, whom they work with, what needs them. Derived, never copied.

import type { Json, Row, Who } from "../core/types";
import { text, untaken } from "../core/types";
import { grouped } from "../core/grouped";
import { findings, minutesOf, passed, shiftOf, touches, type Finding, type Shift } from "../core/month";
import { addDays, dateOf, instant } from "../core/time";

type Rows = ReadonlyMap<string, Row>;

/** A shift with the row that it is read from. */
export interface Mine {
  readonly row: Row;
  readonly shift: Shift;
}

/** The longest that a shift without an end is taken to be going on; the same limit as a shift's greatest length. */
const going = 72 * 60;

/** An assistant's own shifts, the latest start first; removed ones too. */
export function shiftsOf(rows: Rows, me: string): Mine[] {
  const mine: Mine[] = [];
  for (const row of rows.values()) {
    if (row.kind !== "shift" || row.fields["assistant"] !== me) continue;
    const shift = shiftOf(row);
    if (shift) mine.push({ row, shift });
  }
  return mine.sort((a, b) => instant(b.shift.start) - instant(a.shift.start) || (a.row.id < b.row.id ? 1 : -1));
}

/**
 * The shift that is going on now (milliseconds): the first without an end that none has passed, of those that the book has
 * or will have. One that begins later, by a clock that was ahead, goes on where no other does: it can be stopped. As in Go.
 */
export function goingOn(mine: readonly Mine[], now: number): Mine | undefined {
  return mine.filter(({ row, shift }) => shift.end === undefined && !shift.void && !untaken(row) && minutesOf(shift, now) < going && !passed(shift, counted(mine), now)).at(-1);
}

/** One's shifts as they count: a new row that was refused is none. */
export function counted(mine: readonly Mine[]): Shift[] {
  return mine.filter((m) => !untaken(m.row)).map((m) => m.shift);
}

/** Minutes of a shift: until now where it goes on, none where its end is missing. */
export function worked(of: Mine, mine: readonly Mine[], now: number): number {
  return minutesOf(of.shift, of === goingOn(mine, now) ? now : undefined);
}

/** The persons whom an assistant is engaged by on a date, those worked with last first. */
export function engagedBy(rows: Rows, me: string, date: string, mine: readonly Mine[]): string[] {
  const last = (id: string): number => mine.findIndex((m) => m.shift.beneficiary === id);
  const rank = (id: string): number => (last(id) < 0 ? mine.length : last(id));
  return everEngagedBy(rows, me, date).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Whom an assistant was ever engaged by, or is on a date: for time added afterwards. */
export function everEngagedBy(rows: Rows, me: string, date?: string): string[] {
  const found = new Set<string>();
  for (const { kind, fields } of rows.values()) {
    if (kind === "engagement" && fields["assistant"] === me && fields["void"] !== true && (!date || within(fields["from"], fields["to"], date))) found.add(text(fields, "beneficiary"));
  }
  return [...found];
}

function within(from: Json | undefined, to: Json | undefined, date: string): boolean {
  return (typeof from !== "string" || from <= date) && (typeof to !== "string" || date <= to);
}

/** A person's name as a colleague says it: the first name, and the first letter of the last. */
export function shortName(name: string): string {
  const parts = name.trim().split(/\s+/);
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  return last === undefined ? (parts[0] ?? "") : `${parts[0]} ${last.slice(0, 1)}.`;
}

/** Names of persons, from their cards. */
export function namesIn(rows: Rows, who: Who | undefined): (id: string) => string {
  return (id) => {
    const card = rows.get(`person/${id}`);
    return (card && text(card.fields, "name")) || (id === who?.person ? who.name : "");
  };
}

/** What a provider is called in their own book; "" before that has come. */
export function providerIn(rows: Rows): string {
  for (const { kind, fields } of rows.values()) if (kind === "provider") return text(fields, "name");
  return "";
}

/** What must be fixed in a month, or in all that is here: what was found, and rows that ask for their author. */
export interface Todo {
  readonly code: Finding["code"] | "conflict" | "refused";
  readonly rows: readonly Mine[];
}

/** What needs the assistant: conflicts first, then what was refused, then what is wrong, the latest first. */
export function todos(mine: readonly Mine[], now: number, month?: string): Todo[] {
  const here = (m: Mine): boolean => month === undefined || touches(m.shift, month);
  const todo: Todo[] = [];
  for (const m of mine) {
    if (!here(m)) continue;
    if (m.row.status === "needs-you") todo.push({ code: "conflict", rows: [m] });
    else if (m.row.status === "refused") todo.push({ code: "refused", rows: [m] });
  }
  const byRef = new Map(mine.map((m) => [m.row.ref, m]));
  const found = findings(counted(mine), now).map(({ code, rows }): Todo => ({ code, rows: rows.flatMap((ref) => byRef.get(ref) ?? []) }));
  const shown = found.filter((f) => f.rows.some(here));
  const start = (t: Todo): number => instant(t.rows[0]?.shift.start ?? "");
  return [...todo, ...shown.sort((a, b) => start(b) - start(a))];
}

/** What of it is asked for on the first page: an end that is missing, and what the rows of today and yesterday there do not show. */
export function pressing(mine: readonly Mine[], now: number): Todo[] {
  const today = dateOf(now);
  const shown = (m: Mine | undefined): boolean => !m || onDate(m, today, 0) || onDate(m, addDays(today, -1), 0);
  return todos(mine, now).filter(({ code, rows: [m] }) => code === "no_end" || (/^(conflict|refused)$/.test(code) && !shown(m)));
}

/** The month of what needs the assistant first, as the end of its page's address; empty where nothing does. */
export function whereToFix([first]: readonly Todo[]): string {
  return first ? `/${first.rows[0]?.shift.start.slice(0, 7)}` : "";
}

/** Whether a row was removed, and asks nobody for anything. */
export function gone({ row, shift }: Mine): boolean {
  return shift.void && /^(phone|sent|received)$/.test(row.status);
}

/** Shifts by the date on which they begin, in the order given. */
export function byDate(mine: readonly Mine[]): [string, Mine[]][] {
  return [...grouped(mine, ({ shift }) => shift.start.slice(0, 10))];
}

/** Whether a shift has anything of a date in it. */
export function onDate({ shift }: Mine, date: string, now: number): boolean {
  const start = shift.start.slice(0, 10);
  const end = shift.end === undefined ? Math.max(now, instant(shift.start)) : Math.max(instant(shift.start), instant(shift.end) - 1);
  return start <= date && date <= dateOf(end);
}
