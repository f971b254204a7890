// From what is typed to instants in Stockholm, with the questions that a clock change asks.

import { addDays, between, clockOf, dateOf, foldOf, instant, isDay, resolve, type Minute } from "../core/time";
import { long } from "./forgotten";

/** Which of the two hours, where the clock reading came twice. */
export type Fold = "first" | "second";

/** What is in the form: a day, two clock readings in minutes after midnight, and what was answered about doubled hours. */
export interface Typed {
  readonly day: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly fromFold?: Fold | undefined;
  readonly toFold?: Fold | undefined;
  /** Days between the start and the end, where two clock readings alone would mean another shift. Typing drops it. */
  readonly days?: number | undefined;
}

/**
 * What is still to be said, or wrong: a time is missing, one never was, one came twice, or the end is not after the start.
 * "day-after": the end reads as before the start, and as one on the day after the shift would be long. Likely one of the two
 * is a slip; whether it is, is asked.
 */
export type Trouble = "from" | "to" | "from-gap" | "to-gap" | "from-twice" | "to-twice" | "order" | "day-after";

/** What the form says. */
export interface Meant {
  readonly start?: Minute | undefined;
  readonly end?: Minute | undefined;
  /** The first thing that keeps it from being saved; "to" where only the end is missing. */
  readonly trouble?: Trouble;
  /** The two instants of a doubled reading, asked about or answered. */
  readonly fromTwice?: readonly [Minute, Minute];
  readonly toTwice?: readonly [Minute, Minute];
}

/** The form of a shift as it stands. */
export function typed(start: Minute, end: Minute | undefined): Typed {
  const day = start.slice(0, 10);
  const form: Typed = { day, from: clockOf(start), to: undefined, fromFold: foldOf(start) };
  if (end === undefined) return form;
  const days = Math.round((Date.parse(end.slice(0, 10)) - Date.parse(day)) / 86_400_000);
  const plain = days === 1 && clockOf(end) === 0 ? { ...form, to: 1440 } : { ...form, to: clockOf(end), toFold: foldOf(end) };
  const read = meant(plain);
  return read.end === end && read.trouble === undefined ? plain : { ...form, to: clockOf(end), toFold: foldOf(end), days };
}

/** Reads the form. The end is on the start's day if it can be, else on the next. */
export function meant(form: Typed): Meant {
  if (form.from === undefined || !isDay(form.day)) return { trouble: "from" };
  const from = resolve(form.day, form.from);
  if (from.kind === "none") return { trouble: "from-gap" };
  const fromTwice = from.kind === "twice" ? ([from.first, from.second] as const) : undefined;
  const start = from.kind === "one" ? from.minute : form.fromFold && from[form.fromFold];
  const known = { ...(fromTwice ? { fromTwice } : {}), start };
  if (start === undefined) return { ...known, trouble: "from-twice" };
  if (form.to === undefined) return { ...known, trouble: "to" };
  const read: Meant = { ...known, ...endOf(form, start, form.to) };
  const after = form.days === undefined && form.to <= form.from && (lengthOf(read) ?? 0) > long;
  return after ? { ...read, trouble: "day-after" } : read;
}

function endOf(form: Typed, start: Minute, clock: number): Meant {
  const days = form.days === undefined ? [0, 1] : [form.days];
  // A shift that was started and stopped in one minute may stay so; typed anew, the same reading is a day later.
  const after = (end: Minute): boolean => instant(end) > instant(start) || (form.days === 0 && end === start);
  for (const away of days) {
    const to = resolve(addDays(form.day, away), clock);
    if (to.kind === "none") return { trouble: "to-gap" };
    if (to.kind === "one" && after(to.minute)) return { end: to.minute };
    if (to.kind !== "twice" || !after(to.second)) continue;
    // Only one of the two lies after the start: there is nothing to ask.
    if (!after(to.first)) return { end: to.second };
    const toTwice = [to.first, to.second] as const;
    return form.toFold ? { toTwice, end: to[form.toFold] } : { toTwice, trouble: "to-twice" };
  }
  return { trouble: "order" };
}

/**
 * How likely what the form says is going on now (milliseconds): "likely" until it has gone on for so long that it would be
 * asked about, "hardly" until it would be a finding, "not" after that. Where its start is not written yet, the day tells.
 */
export function goesOn({ day }: Typed, { start }: Meant, now: number): "likely" | "hardly" | "not" {
  if (start === undefined) return day === dateOf(now) ? "likely" : "not";
  const minutes = (now - instant(start)) / 60_000;
  return minutes < 0 || minutes >= 24 * 60 ? "not" : minutes < long ? "likely" : "hardly";
}

/** Minutes of what the form says; undefined while it does not say both ends. */
export function lengthOf({ start, end }: Meant): number | undefined {
  return start !== undefined && end !== undefined ? between(start, end) : undefined;
}
