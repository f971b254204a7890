// How much an assistant has worked, from the rows on the phone: real minutes, by the week and by the month in which they lie.

import { minutesOf, type Kind, type Shift, type Sums } from "../../core/month";
import { addDays, byDay, instant, resolve } from "../../core/time";

/** A stretch of time and what was worked in it. */
export interface Worked {
  /** The first date of the week, or of the month. */
  readonly from: string;
  readonly sums: Sums;
  /** All kinds together, in minutes. */
  readonly minutes: number;
  /** Minutes that are planned in it; undefined where nothing is known to be planned. */
  readonly planned: number | undefined;
}

/** What there is to tell of an assistant's working time. */
export interface Worktime {
  /** Until today's, the newest first; weeks begin on Mondays. Today's week is there whatever it holds, unless all are empty. */
  readonly weeks: readonly Worked[];
  /** Weeks to come in which something is planned, the nearest first. */
  readonly ahead: readonly Worked[];
  readonly months: readonly Worked[];
  readonly longest: { readonly start: string; readonly minutes: number } | undefined;
  /** Nights with time between 00 and 05, by the date on which they end, in the last thirty days. */
  readonly nights: number;
}

/** A span that is planned, as written instants. */
export interface Planned {
  readonly start: string;
  readonly end: string;
}

const shown = { weeks: 6, months: 4 };
const nightDays = 30;

/** Computes it, on a date. Rows that were removed or have no end count nothing. */
export function worktime(shifts: readonly Shift[], planned: readonly Planned[], today: string): Worktime {
  const done = shifts.filter((s) => !s.void && s.end !== undefined && minutesOf(s) > 0);
  const weeks = new Map<string, Tally>();
  const months = new Map<string, Tally>();
  const nights = new Set<string>();
  const since = addDays(today, -nightDays);
  for (const shift of done) {
    for (const piece of byDay(instant(shift.start), instant(shift.end ?? ""))) {
      if (piece.start < morningOf(piece.date) && piece.date > since && piece.date <= today) nights.add(piece.date);
      tally(weeks, mondayOf(piece.date)).add(shift.kind, piece.minutes);
      tally(months, `${piece.date.slice(0, 7)}-01`).add(shift.kind, piece.minutes);
    }
  }
  for (const { start, end } of planned) {
    for (const piece of byDay(instant(start), instant(end))) {
      tally(weeks, mondayOf(piece.date)).plan(piece.minutes);
      tally(months, `${piece.date.slice(0, 7)}-01`).plan(piece.minutes);
    }
  }
  if (weeks.size > 0) tally(weeks, mondayOf(today));
  const all = newest(weeks);
  const begun = ({ from }: Worked): boolean => from <= today;
  const longest = done.reduce<Shift | undefined>((most, s) => (most === undefined || minutesOf(s) > minutesOf(most) ? s : most), undefined);
  return {
    weeks: all.filter(begun).slice(0, shown.weeks), ahead: all.filter((w) => !begun(w)).reverse(), months: newest(months).filter(begun).slice(0, shown.months), nights: nights.size,
    longest: longest && { start: longest.start, minutes: minutesOf(longest) },
  };
}

// Five in the morning, which every night has once; a piece of a date that begins before it has time between 00 and 05.
function morningOf(date: string): number {
  const five = resolve(date, 5 * 60);
  return five.kind === "one" ? instant(five.minute) : Number.NaN;
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}

/** The number of a date's week, as Swedish calendars have it (ISO 8601). */
export function weekOf(date: string): number {
  const thursday = addDays(mondayOf(date), 3);
  return Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / 604_800_000) + 1;
}

class Tally {
  readonly #sums: Record<Kind, number> = { active: 0, waiting: 0, standby: 0 };
  #planned: number | undefined;

  add(kind: Kind, minutes: number): void {
    this.#sums[kind] += minutes;
  }

  plan(minutes: number): void {
    this.#planned = (this.#planned ?? 0) + minutes;
  }

  worked(from: string): Worked {
    const { active, waiting, standby } = this.#sums;
    return { from, sums: this.#sums, minutes: active + waiting + standby, planned: this.#planned };
  }
}

function tally(of: Map<string, Tally>, from: string): Tally {
  const found = of.get(from) ?? new Tally();
  of.set(from, found);
  return found;
}

function newest(of: Map<string, Tally>): Worked[] {
  return [...of].sort(([a], [b]) => (a < b ? 1 : -1)).map(([from, one]) => one.worked(from));
}
