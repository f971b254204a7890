// From what is written in a form to instants in Stockholm, and back.

import { addDays, clockOf, foldOf, isDay, resolve } from "../core/time";

/** Which of the two, where a clock reading came twice in the autumn night. */
export type Fold = "first" | "second";

/** A form's start and end. */
export interface Times {
  day: string;
  from: number | undefined;
  endDay: string;
  to: number | undefined;
  startFold: Fold;
  endFold: Fold;
}

/** A clock reading of a day: the instant, whether it came twice, or that it never was. */
export type Read = { instant: string; twice: boolean } | { missing: "time" | "gap" };

/** Reads one end of a form. */
export function read(day: string, clock: number | undefined, fold: Fold): Read {
  if (clock === undefined || !isDay(day)) return { missing: "time" };
  const found = resolve(day, clock);
  if (found.kind === "none") return { missing: "gap" };
  if (found.kind === "twice") return { instant: found[fold], twice: true };
  return { instant: found.minute, twice: false };
}

/** What is wrong with a row of so many minutes: it ends before it begins, or is three days or longer, which the server takes for a slip. */
export function wrongLength(minutes: number | undefined): "order" | "long" | undefined {
  if (minutes === undefined) return undefined;
  return minutes < 0 ? "order" : minutes >= 72 * 60 ? "long" : undefined;
}

/** The form that shows a row's times. */
export function formOf(start: string, end: string | null | undefined): Times {
  const day = start.slice(0, 10);
  const times: Times = { day, from: clockOf(start), endDay: day, to: undefined, startFold: foldOf(start) ?? "second", endFold: "second" };
  if (!end) return times;
  const midnight = end.slice(11, 16) === "00:00" && end.slice(0, 10) === addDays(day, 1);
  return midnight ? { ...times, to: 1440 } : { ...times, endDay: end.slice(0, 10), to: clockOf(end), endFold: foldOf(end) ?? "second" };
}

/** The day on which a shift ends that begins on day: the same, or the next where the clock has passed midnight. */
export function endDayOf(day: string, from: number | undefined, to: number | undefined): string {
  return isDay(day) && from !== undefined && to !== undefined && to < from ? addDays(day, 1) : day;
}
