// The picture of a month's days, in a sentence or three: what is usual, and what deviates.

import { format } from "../i18n";
import type { MonthView } from "../office/types";
import type { InvoiceView } from "./view";
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

/** Exact minutes, to the nearest whole one. */
export function whole({ num, den }: { num: number; den: number }): number {
  return Math.round(num / den);
}

/** A month against the one before, in a sentence; with what explains it where one has more days. */
export function against(view: Pick<InvoiceView, "month" | "counted">, before: NonNullable<InvoiceView["before"]>): string {
  const more = whole(view.counted) - whole(before.counted);
  const months = { month: format.capital(format.month(view.month)), before: format.month(before.month) };
  const said = more === 0 ? b("invoice.same", months) : b(more > 0 ? "invoice.more" : "invoice.less", { ...months, time: format.hours(Math.abs(more)) });
  const days = daysOf(view.month) - daysOf(before.month);
  return days > 0 && more > 0 ? `${said} ${b("invoice.longer", { month: months.month, n: days })}` : said;
}

function daysOf(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
}
