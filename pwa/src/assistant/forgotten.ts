// Whether a shift that goes on has been forgotten. It is asked about, and never ended by itself. The server asks by a
// notice after the same rule (care/forgotten.go); the examples in care/testdata/vectors bind both.

import { signal } from "@preact/signals";
import { shelf } from "../core/env";
import { minutesOf } from "../core/month";
import { instant, stamp, type Minute } from "../core/time";
import type { Plan } from "../core/plan";
import type { Mine } from "./mine";
import { plannedOf } from "./plans";

/** A shift is asked about when it has gone on for so many minutes, */
export const long = 13 * 60;
/** or for so many past the end that was planned; */
const pastPlan = 30;
/** and not within so many of the last sign that its person was there. */
const quiet = 180;

/** Why it is asked: it has gone on for long, or past its plan. */
export type Reason = "long" | "plan";

/** What is known of a shift that goes on, as instants. */
export interface Going {
  /** When the stay began: the row's own start, or that of the first of the rows that follow on each other at one place. */
  readonly since: Minute;
  /** The row's own start: somebody was there to begin it. */
  readonly start: Minute;
  /** When what was planned of it ends; undefined where nothing was. */
  readonly planned?: Minute | undefined;
  /** When its person last said that they were still there, in milliseconds. */
  readonly said?: number | undefined;
}

/** Why a shift is to be asked about now (milliseconds); undefined: it is not. */
export function forgotten({ since, start, planned, said = 0 }: Going, now: number): Reason | undefined {
  const minutes = (from: number): number => Math.floor((now - from) / 60_000);
  if (minutes(said) < quiet || (start !== since && minutes(instant(start)) < quiet)) return undefined;
  if (planned !== undefined && minutes(instant(planned)) >= pastPlan) return "plan";
  return minutes(instant(since)) >= long ? "long" : undefined;
}

/** What is to be said of a shift that goes on: when its stay began, its minutes since then, when what was planned of it ends, and why it is asked about, if it is. */
export function standingOf(of: Mine, mine: readonly Mine[], plans: readonly Plan[], now: number) {
  const since = stayOf(of, mine);
  const planned = plannedOf(plans, of.shift, since.shift.start)?.at(-1)?.end;
  const asked = forgotten({ since: since.shift.start, start: of.shift.start, planned, said: saidOf(since.row.ref) }, now);
  // The row that the stay began with has an end where the kind was changed since.
  return { since, minutes: minutesOf({ ...of.shift, start: since.shift.start }, now), planned, asked };
}

/** The first of the rows that follow on each other at one place, up to this one: they are one stay. */
export function stayOf(of: Mine, mine: readonly Mine[]): Mine {
  const before = mine.find(({ shift }) => !shift.void && shift.beneficiary === of.shift.beneficiary && shift.end === of.shift.start && minutesOf(shift) > 0);
  return before ? stayOf(before, mine) : of;
}

const still = "passbok.still";
/** What was said in this tab last: the row, and when. */
const said = signal("");

/** When the person last said on this phone, of this shift, that they were still there; in milliseconds. */
export function saidOf(ref: string): number | undefined {
  const [of, at] = (said.value || shelf().getItem(still) || "").split(" ");
  return of === ref ? Number(at) : undefined;
}

/** When it is asked again, if somebody says now (milliseconds) that they are still there. */
export function askAgain(now: number): Minute {
  return stamp(now + quiet * 60_000);
}

/** Keeps on this phone that the person is still there. */
export function say(ref: string, now: number): void {
  said.value = `${ref} ${now}`;
  try {
    shelf().setItem(still, said.value);
  } catch {
    // A browser that is full remembers it until it is closed.
  }
}
