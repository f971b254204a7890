// A shift that goes on is nothing to correct, as long as it goes on as it should; it keeps the month from being locked all the same. The
// server tells until when it may be so, by no clock: here is one.

import { useEffect, useState } from "preact/hooks";
import { instant } from "../core/time";
import type { Desk } from "../ui/desk";
import type { Customer, Found, MonthView } from "./types";
import { o } from "./words";

const goes = (until: string | undefined, now: number): boolean => until !== undefined && instant(until) > now;

/** A customer's line as it is now (milliseconds): what goes on is told from what must be fixed. */
export function lineNow(line: Customer, now: number): Customer {
  const goesOn = (line.going ?? []).filter((until) => goes(until, now)).length;
  if (goesOn === 0) return line;
  const stops = line.stops - goesOn;
  const said = stops > 0 ? `${o("now.stops", { n: stops })}. ${o("going.lock", { n: goesOn })}` : o("going.lock", { n: goesOn });
  const next = { message: { sv: said, en: said }, ...(stops > 0 ? {} : { code: "going", who: "assistants" as const }) };
  return {
    ...line, stops, goesOn, stages: stops > 0 ? line.stages : { ...line.stages, rows: "wait" },
    next: line.next.code === "fix" ? { ...line.next, ...next } : line.next,
  };
}

/** A customer's month as it is now (milliseconds), likewise. */
export function viewNow(view: MonthView, now: number): MonthView {
  if (!view.preflight.findings.some(({ until }) => goes(until, now))) return view;
  const told = (found: Found): Found => (goes(found.until, now) ? { ...found, severity: "going" } : found);
  return { ...view, ...(view.line ? { line: lineNow(view.line, now) } : {}), preflight: { ...view.preflight, findings: view.preflight.findings.map(told) } };
}

/** The rows that go on as they should. */
export function goingRows(view: MonthView | undefined): ReadonlySet<string> {
  return new Set((view?.preflight.findings ?? []).flatMap(({ severity, rows }) => (severity === "going" ? rows ?? [] : [])));
}

/** The minute that it is, in milliseconds; another one draws anew. */
export function useMinute(desk: Pick<Desk, "now">): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return Math.floor(desk.now().getTime() / 60_000) * 60_000;
}
