// What a beneficiary's days hold besides assistance: hospital, school, daily activity. Pure.

import { addDays, dayStart, instant } from "../../core/time";
import { there } from "../../core/there";
import { text, type Row } from "../../core/types";

/** What a mark can be. */
export const markKinds = ["hospital", "abroad", "childcare", "school", "daily_activity"] as const;

/** A mark on a day, with its clock times where it is not all day. */
export interface Mark {
  readonly kind: (typeof markKinds)[number];
  /** "08.00" and "15.00"; neither where it is all day. */
  readonly from?: string;
  readonly to?: string;
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The marks of a beneficiary's day, those of all day first. */
export function marksOn(docs: ReadonlyMap<string, Row>, beneficiary: string, date: string): Mark[] {
  const [begins, ends] = [dayStart(date), dayStart(addDays(date, 1))];
  const found: Mark[] = [];
  for (const row of docs.values()) {
    const { kind, fields: f } = row;
    if ((kind !== "stay" && kind !== "activity") || !there(row) || f["beneficiary"] !== beneficiary || f["void"] === true) continue;
    const what = markKinds.find((one) => one === f["kind"]);
    if (!what) continue;
    if (kind === "stay") {
      const [start, end] = [text(f, "start"), text(f, "end")];
      if (instant(start) >= ends || (end !== "" && instant(end) <= begins)) continue;
      const [from, to] = [instant(start) > begins ? start.slice(11, 16).replace(":", ".") : "00.00", end !== "" && instant(end) < ends ? end.slice(11, 16).replace(":", ".") : "24.00"];
      found.push(from === "00.00" && to === "24.00" ? { kind: what } : { kind: what, from, to });
    } else {
      const days = f["days"];
      const weekday = weekdays[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] ?? "";
      const last = text(f, "to");
      if (text(f, "from") <= date && (last === "" || date <= last) && Array.isArray(days) && days.includes(weekday)) found.push({ kind: what, from: text(f, "begins"), to: text(f, "ends") });
    }
  }
  return found.sort((a, b) => (a.from ?? "").localeCompare(b.from ?? ""));
}
