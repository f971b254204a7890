// Times, dates, hours and kronor as people write them, in the language shown.
//
// Instants are strings with the offset that Stockholm had ("2026-10-27T22:10+01:00"), so a clock reading is a
// slice of the text and never passes through the phone's own zone. Dates are "YYYY-MM-DD", months "YYYY-MM".

import { foldOf } from "../core/time";
import { t } from "./shared";
import { manner } from "./words";

const zone = "Europe/Stockholm";
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { tag } = manner.value;
  const key = tag + JSON.stringify(options);
  let found = made.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(tag, options);
    made.set(key, found);
  }
  return found;
}

function noon(date: string): Date {
  return new Date(`${date.slice(0, 10)}T12:00:00Z`);
}

/** The clock of an instant as Swedes write it: 22.10; in English 22:10. On the autumn night it says which of two it is: 02.30 (andra). */
export function clock(instant: string): string {
  const fold = foldOf(instant);
  return dotted(instant.slice(11, 16)) + (fold ? ` (${t(`time.${fold}`)})` : "");
}

/** A clock reading "22:10" or "22.10" in the shown language's form. */
export function dotted(reading: string): string {
  return reading.replace(/[.:]/, manner.value.clock);
}

/** Minutes after midnight as a clock reading; 1440 is 24.00. */
export function clockOf(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return dotted(`${two(Math.floor(minutes / 60))}.${two(minutes % 60)}`);
}

/** 22.00–07.00, midnight at the end being 24.00; with nothing after the dash while the shift goes on. */
export function span(start: string, end: string | null | undefined): string {
  if (!end) return `${clock(start)}–`;
  return `${clock(start)}–${end.slice(11, 16) === "00:00" && end > start ? clockOf(1440) : clock(end)}`;
}

/** tisdag 27 oktober */
export function day(date: string): string {
  return formatter({ weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(noon(date)).replace(",", "");
}

/** tis 27 */
export function shortDay(date: string): string {
  return `${weekday(date)} ${Number(date.slice(8, 10))}`;
}

/** tis, three letters each */
export function weekday(date: string): string {
  return formatter({ weekday: "short", timeZone: "UTC" }).format(noon(date)).slice(0, 3);
}

/** 27 okt */
export function dayMonth(date: string): string {
  return formatter({ day: "numeric", month: "short", timeZone: "UTC" }).format(noon(date)).replace(/\.$/, "");
}

/** 27 oktober */
export function dayOfMonth(date: string): string {
  return formatter({ day: "numeric", month: "long", timeZone: "UTC" }).format(noon(date));
}

/** oktober; with year oktober 2026. */
export function month(of: string, withYear = false): string {
  const options: Intl.DateTimeFormatOptions = { month: "long", timeZone: "UTC" };
  if (withYear) options.year = "numeric";
  return formatter(options).format(noon(`${of.slice(0, 7)}-15`));
}

/** Begins with a capital, for headings. */
export function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase(manner.value.tag) + text.slice(1);
}

/** An instant of the log (UTC, with seconds) as a person in Sweden reads it: 28 okt 09.14. */
export function moment(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  const date = formatter({ day: "numeric", month: "short", timeZone: zone }).format(at).replace(/\.$/, "");
  return `${date} ${timeOf(at)}`;
}

/** An instant with its year: 28 okt 2026 09.14. */
export function dated(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  return `${formatter({ day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(at).replace(".", "")} ${timeOf(at)}`;
}

/** The same in full: tisdag 17 november, 10.31. */
export function fullMoment(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  const date = formatter({ weekday: "long", day: "numeric", month: "long", timeZone: zone }).format(at).replace(",", "");
  return `${date}, ${timeOf(at)}`;
}

function timeOf(at: Date): string {
  return dotted(new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(at));
}

/** Minutes as 8 h 10 min, 153 h, 12 min. Never rounded. */
export function hours(minutes: number): string {
  const h = Math.floor(Math.abs(minutes) / 60);
  const m = Math.abs(minutes) % 60;
  const sign = minutes < 0 ? "−" : "";
  if (h === 0) return `${sign}${m} min`;
  return m === 0 ? `${sign}${grouped(h)} h` : `${sign}${grouped(h)} h ${m} min`;
}

/** Minutes as hours does; from two days on in days: 365 dygn. */
export function far(minutes: number): string {
  const days = Math.round(Math.abs(minutes) / 1440);
  return Math.abs(minutes) < 2880 ? hours(Math.abs(minutes)) : t("unit.days", { n: grouped(days) });
}

/** The same spelled out, for those who listen: 8 timmar 10 minuter. */
export function spokenHours(minutes: number): string {
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  const parts: string[] = [];
  if (h > 0) parts.push(t("unit.hours", { n: h }));
  if (m > 0 || h === 0) parts.push(t("unit.minutes", { n: m }));
  return parts.join(" ");
}

/** Öre as kronor, whole ones: 41 159 kr; in English SEK 41,159. */
export function kronor(ore: number): string {
  return t("unit.kronor", { n: grouped(Math.round(ore / 100)) });
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, manner.value.thousands);
}

/** The date today in Stockholm, by the clock given. */
export function today(now: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

/** Whole days from one date to another; negative where it lies behind. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000);
}

/** The month n months after (or before) the one given. */
export function monthAfter(of: string, n: number): string {
  const at = new Date(Date.UTC(Number(of.slice(0, 4)), Number(of.slice(5, 7)) - 1 + n, 1));
  return at.toISOString().slice(0, 7);
}

/** Bytes as whole megabytes, for how much room is left: 42 MB. */
export function megabytes(bytes: number): string {
  return `${grouped(Math.floor(bytes / (1024 * 1024)))} MB`;
}
