// The days of a month as a table: the same as its map draws. Pure.

import { format, t } from "../i18n";
import { length, type DayMap } from "./map";
import { table, type Table } from "./out/table";
import type { MonthView } from "./types";
import { o } from "./words";

/** Who was there on a day, when and as what, in words. */
export function dayWords(day: DayMap, names: (id: string) => string): string {
  return day.blocks
    .flatMap((block) => block.parts.map((p) => `${format.clockOf(p.from)}–${block.open ? "" : format.clockOf(p.to)} ${names(block.assistant)} ${t(`kind.${p.kind}`).toLocaleLowerCase("sv")}`))
    .join("; ");
}

/** What is said of a shift without an end on a day: that it goes on, where it does so as it should; undefined where there is none. */
export function openWord({ blocks }: DayMap): string | undefined {
  const open = blocks.filter((b) => b.open);
  return open.length === 0 ? undefined : open.every((b) => b.going) ? o("find.going") : t("time.noEnd");
}

/** What is to be seen on a day besides: a shift without an end, and a day that is not of 24 hours. */
export function besides(day: DayMap, real: number | undefined): string | undefined {
  const words = [openWord(day), real !== undefined && real !== 1440 && o("month.longDay", { h: real / 60 })].filter(Boolean);
  return words.join("; ") || undefined;
}

/** Each day: who was there and when, how long in all, where nobody was, where two were at once. Sums are of the time that passed; gaps and doubles go by the clock. */
export function dayTable(days: readonly DayMap[], view: Pick<MonthView, "month" | "days">, names: (id: string) => string): Table {
  const known = new Map(view.days.map((day) => [day.day, day]));
  return table<DayMap>(`dygn-${view.month}`, o("month.map"), days, [
    { title: t("time.day"), kind: "day", of: ({ day }) => `${view.month}-${String(day).padStart(2, "0")}` },
    { title: o("month.present"), kind: "text", of: (day) => dayWords(day, names) || o("month.nobody") },
    { title: o("month.total"), kind: "minutes", of: ({ day }) => { const of = known.get(day); return of ? of.active + of.waiting + of.standby : 0; } },
    { title: o("month.gap"), kind: "text", of: (day) => ranges(day.gaps) },
    { title: o("month.doubled"), kind: "text", of: (day) => ranges(day.doubled) },
    { title: o("month.besides"), kind: "text", of: (day) => besides(day, known.get(day.day)?.length) },
  ]);
}

// Pieces of a day by the clock, and how long they are together.
function ranges(of: readonly { from: number; to: number }[]): string | undefined {
  return of.length === 0 ? undefined : `${of.map(({ from, to }) => `${format.clockOf(from)}–${format.clockOf(to)}`).join("; ")}; ${format.hours(length(of))}`;
}
