// Who is with a person now, who should be, and who comes next: worked out on the device, from the month that it holds.

import { minutesOf, shiftOf, type Shift } from "../core/month";
import { answered, plansIn, type Plan } from "../core/plan";
import { addDays, dateOf, dayStart, instant } from "../core/time";
import type { Row as Doc } from "../core/types";
import type { Piece } from "../ui";

/** How it is around a person at a moment. */
export interface Around {
  /** Shifts that are going on, the earliest first. */
  readonly here: readonly Shift[];
  /** Plans for now that nobody has started. */
  readonly late: readonly Plan[];
  /** The plans that begin next, all at the same minute: two where two are wanted. */
  readonly next: readonly Plan[];
  /** The day as a strip: what was worked and goes on, and what is planned. */
  readonly strip: readonly Piece[];
  /** Where now is on the strip, 0 to 1. */
  readonly at: number;
}

const forgotten = 72 * 60; // minutes: a shift without an end for longer goes on no more
const ahead = 7 * 24 * 3_600_000; // what comes later than in a week is not next

/** How it is around a person; now in milliseconds. */
export function aroundNow(docs: Iterable<Doc>, beneficiary: string, now: number): Around {
  const rows = [...docs];
  const shifts = rows.filter((row) => row.kind === "shift").map(shiftOf).filter((s): s is Shift => s !== undefined && s.beneficiary === beneficiary && !s.void);
  const here = shifts
    .filter((s) => instant(s.start) <= now && (s.end === undefined ? minutesOf(s, now) < forgotten : now < instant(s.end)))
    .sort((a, b) => instant(a.start) - instant(b.start));
  const plans = plansIn(rows, (plan) => plan.beneficiary === beneficiary);
  const working = new Set(here.map((s) => s.assistant));
  const late = plans.filter((plan) => instant(plan.start) <= now && now < instant(plan.end) && !working.has(plan.assistant) && !answered(plan, shifts, now));
  const [first] = plans.filter((plan) => instant(plan.start) > now && instant(plan.start) - now < ahead);
  const next = first === undefined ? [] : plans.filter((plan) => instant(plan.start) === instant(first.start));

  const from = dayStart(dateOf(now));
  const to = dayStart(addDays(dateOf(now), 1));
  const part = (ms: number): number => Math.min(1, Math.max(0, (ms - from) / (to - from)));
  const lies = (start: number, end: number): boolean => start < to && end > from;
  const strip: Piece[] = [
    ...plans.filter((plan) => lies(Math.max(now, instant(plan.start)), instant(plan.end))).map((plan): Piece => ({ from: part(Math.max(now, instant(plan.start))), to: part(instant(plan.end)), kind: "planned" })),
    ...shifts.flatMap((s): Piece[] => {
      const start = instant(s.start);
      const end = s.end === undefined ? (minutesOf(s, now) < forgotten ? now : start) : instant(s.end);
      return lies(start, end) ? [{ from: part(start), to: part(end), kind: s.kind }] : [];
    }),
  ];
  return { here, late, next, strip, at: part(now) };
}

/** A person's first name, or all of it where another of the names begins with the same. */
export function firstName(name: string, among: readonly string[]): string {
  const first = name.split(" ")[0] ?? name;
  return among.some((other) => other !== name && other.split(" ")[0] === first) ? name : first;
}

/** The first letters of a name, two at most: for the badge beside it. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.slice(0, 1).toLocaleUpperCase("sv") ?? "").join("");
}
