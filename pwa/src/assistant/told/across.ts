// Being in two places at two providers, as the phone of the one who works at both knows it: it has a notebook of each, and
// tells neither of the other. Nothing here is sent anywhere. What the server finds of it (overlap_across) comes with the month.

import { touches, type Shift } from "../../core/month";
import { instant } from "../../core/time";
import type { Told } from "./told";

/** A shift here, and one at another provider, that have some minute in common. */
export interface Across {
  readonly here: Shift;
  readonly there: Shift;
  /** What the other provider is called. */
  readonly provider: string;
}

/** Shifts at another provider. */
export interface There {
  readonly provider: string;
  readonly shifts: readonly Shift[];
}

/** The shifts here that touch a month and have a minute in common with one elsewhere, the latest first. Back to back is none. */
export function across(here: readonly Shift[], others: readonly There[], month: string): Across[] {
  const found: Across[] = [];
  for (const shift of here) {
    if (shift.void || !touches(shift, month)) continue;
    for (const { provider, shifts } of others) {
      for (const there of shifts) if (!there.void && meet(shift, there)) found.push({ here: shift, there, provider });
    }
  }
  return found.sort((a, b) => instant(b.here.start) - instant(a.here.start));
}

/** Those that the server has not told of by itself: it knows every provider here of whoever signed in with BankID. */
export function untold(found: readonly Across[], told: readonly Told[]): Across[] {
  return found.filter(({ here }) => !told.some(({ code, rows }) => code === "overlap_across" && rows.includes(here.ref)));
}

// One that goes on, or was never stopped, has no minute that is known: what goes on at both is told while it does.
function meet(a: Shift, b: Shift): boolean {
  if (a.end === undefined || b.end === undefined) return false;
  return Math.max(instant(a.start), instant(b.start)) < Math.min(instant(a.end), instant(b.end));
}
