// The picture of a month's days, in a sentence or three: what is usual, and what deviates.

import { format } from "../i18n";
import type { MonthView } from "../office/types";
import { b } from "./words";

type Day = MonthView["days"][number];

/** A day's minutes of all kinds. */
export function dayTotal(day: Day): number {
  return day.active + day.waiting + day.standby;
}

/** The days as one would tell them: the usual length, the least, the most. */
export function inWords(days: readonly Day[], month: string): string {
  const worked = days.filter((d) => dayTotal(d) > 0);
  const [first] = worked;
  if (first === undefined) return b("invoice.chartNone");
  const date = (d: Day): string => format.dayOfMonth(`${month}-${String(d.day).padStart(2, "0")}`);
  const time = (d: Day): string => format.spokenHours(dayTotal(d));
  let least = first;
  let most = first;
  const often = new Map<number, number>();
  for (const d of worked) {
    if (dayTotal(d) < dayTotal(least)) least = d;
    if (dayTotal(d) > dayTotal(most)) most = d;
    often.set(dayTotal(d), (often.get(dayTotal(d)) ?? 0) + 1);
  }
  if (dayTotal(least) === dayTotal(most) && worked.length === days.length) return b("invoice.chartAll", { time: time(least) });
  const said: string[] = [];
  const [usual] = [...often].sort((a, c) => c[1] - a[1]);
  const common = usual !== undefined && usual[1] * 2 > worked.length ? usual[0] : undefined;
  if (common !== undefined) said.push(b("invoice.chartMost", { time: format.spokenHours(common) }));
  if (dayTotal(least) !== common) said.push(b("invoice.chartLeast", { time: time(least), day: date(least) }));
  if (dayTotal(most) !== common) said.push(b("invoice.chartLargest", { time: time(most), day: date(most) }));
  return said.join(" ");
}
