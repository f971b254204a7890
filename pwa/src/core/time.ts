// Minutes as they are in Stockholm, whatever zone the phone is in.
//
// An instant is written "2026-10-31T22:10+01:00": minutes, with the offset that Stockholm has at that instant, so that
// the doubled hour of the autumn night has one meaning. Lengths come from instants, never from clock readings.

const zone = "Europe/Stockholm";
const minute = 60_000;
const day = 86_400_000;

/** An instant as the wire writes it. */
export type Minute = string;

/** A clock reading of a date, as instants: one; two on the autumn night; none in the spring gap. */
export type Resolved =
  | { readonly kind: "one"; readonly minute: Minute }
  | { readonly kind: "twice"; readonly first: Minute; readonly second: Minute }
  | { readonly kind: "none" };

// hourCycle h23: "24:00" would otherwise be midnight in some engines.
const reading = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

// Offsets by the hour: zones have only ever changed on a whole hour of UTC here, and Intl is slow on old phones.
const known = new Map<number, number>();

/** Minutes that Stockholm is ahead of UTC at an instant, given in milliseconds. */
export function offsetAt(ms: number): number {
  const hour = Math.floor(ms / 3_600_000);
  const before = known.get(hour);
  if (before !== undefined) return before;
  const at: Record<string, number> = {};
  for (const part of reading.formatToParts(hour * 3_600_000)) at[part.type] = Number(part.value);
  const local = Date.UTC(at["year"] ?? 0, (at["month"] ?? 1) - 1, at["day"] ?? 1, at["hour"] ?? 0, at["minute"] ?? 0);
  const offset = Math.round((local - hour * 3_600_000) / minute);
  if (known.size > 20_000) known.clear();
  known.set(hour, offset);
  return offset;
}

// Every sort and sum asks for the same few hundred instants, again and again while a person waits.
const parsed = new Map<Minute, number>();

/** Milliseconds of a written instant; NaN where it is none. */
export function instant(written: Minute): number {
  const before = parsed.get(written);
  if (before !== undefined) return before;
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$/.test(written) ? Date.parse(written) : Number.NaN;
  if (parsed.size > 20_000) parsed.clear();
  parsed.set(written, ms);
  return ms;
}

/** Whether a text is an instant as the wire writes it: a real minute of this century, with the offset Stockholm has then. */
export function isMinute(written: string): boolean {
  const ms = instant(written);
  return !Number.isNaN(ms) && written.startsWith("20") && stamp(ms) === written;
}

/** Whether what a field for a date gives is a day that the book can have times on: one of this century, not of the year 26. */
export function isDay(date: string): boolean {
  return /^20\d\d-\d\d-\d\d$/.test(date);
}

/** An instant as the wire writes it, cut to the minute. */
export function stamp(ms: number): Minute {
  const offset = offsetAt(ms);
  const sign = offset < 0 ? "-" : "+";
  const away = Math.abs(offset);
  return `${new Date(Math.floor(ms / minute) * minute + offset * minute).toISOString().slice(0, 16)}${sign}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

/** Minutes from one written instant to another. */
export function between(start: Minute, end: Minute): number {
  return Math.round((instant(end) - instant(start)) / minute);
}

/** The date in Stockholm, "2026-10-31". */
export function dateOf(ms: number): string {
  return stamp(ms).slice(0, 10);
}

/** What a clock in Stockholm means on a date: clock is minutes after midnight, 1440 being the end of the day. */
export function resolve(date: string, clock: number): Resolved {
  const local = Date.parse(`${date}T00:00:00Z`) + clock * minute;
  const offsets = [...new Set([offsetAt(local - day), offsetAt(local + day)])].sort((a, b) => b - a);
  const [first, second] = offsets.map((o) => local - o * minute).filter((ms) => ms + offsetAt(ms) * minute === local);
  if (first === undefined) return { kind: "none" };
  if (second === undefined) return { kind: "one", minute: stamp(first) };
  return { kind: "twice", first: stamp(first), second: stamp(second) };
}

/** Which of the two instants with its clock reading a written instant is; undefined where there is but one. */
export function foldOf(written: Minute): "first" | "second" | undefined {
  const ms = instant(written);
  const reads = (at: number): boolean => stamp(at).slice(0, 16) === written.slice(0, 16);
  if (Number.isNaN(ms)) return undefined;
  return reads(ms + 60 * minute) ? "first" : reads(ms - 60 * minute) ? "second" : undefined;
}

/** Milliseconds at which a date begins in Stockholm. */
export function dayStart(date: string): number {
  // No clock change of Stockholm's is at midnight, so the offset the evening before is that of midnight.
  const local = Date.parse(`${date}T00:00:00Z`);
  return local - offsetAt(local - 3 * 3_600_000) * minute;
}

/** How many minutes a date has in Stockholm: 1440, 1380 in spring, 1500 in autumn. */
export function dayLength(date: string): number {
  return (dayStart(addDays(date, 1)) - dayStart(date)) / minute;
}

/** The date so many days after another. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** The month so many months after another. */
export function addMonths(month: string, months: number): string {
  const at = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + months, 1));
  return at.toISOString().slice(0, 7);
}

/** Minutes after midnight as the clock shows it at a written instant. */
export function clockOf(written: Minute): number {
  return Number(written.slice(11, 13)) * 60 + Number(written.slice(14, 16));
}

/** A part of a span that lies within one date. */
export interface Piece {
  readonly date: string;
  readonly start: number;
  readonly end: number;
  /** Real minutes. */
  readonly minutes: number;
}

/** Cuts a span, in milliseconds, at Stockholm's midnights. One without length has no pieces. */
export function byDay(start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = start; at < end; ) {
    const date = dateOf(at);
    const next = Math.min(end, dayStart(addDays(date, 1)));
    pieces.push({ date, start: at, end: next, minutes: Math.round((next - at) / minute) });
    at = next;
  }
  return pieces;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
