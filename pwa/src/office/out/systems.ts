// Other systems, as the server has them. Pure.

import { format } from "../../i18n";
import type { Key } from "./sv";

/** What a token may read. */
export const scopes = ["people", "plans", "months"] as const;

/** One of them. */
export type Scope = (typeof scopes)[number];

/** A token of another system; what is secret in it is shown once, and is nowhere after. */
export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly made: string;
  readonly expires: string;
  readonly used?: string;
}

/** A system that is told what happens, and how it takes it. */
export interface Hook {
  readonly id: string;
  readonly host: string;
  readonly events: readonly string[];
  readonly told?: string;
  readonly since?: string;
  readonly next?: string;
  readonly fault?: string;
  readonly dead?: string;
}

/** The most days that a token holds. */
const longest = 730;

/** For how many days a token holds that ends after a day; undefined where that is none, has been, or is too far away. */
export function daysOf(today: string, last: string): number | undefined {
  const days = /^\d{4}-\d\d-\d\d$/.test(last) ? format.daysBetween(today, last) : NaN;
  return days >= 1 && days <= longest ? days : undefined;
}

/** How a system takes what it is told. */
export function standing({ dead, since, told }: Hook): "dead" | "failing" | "told" | "new" {
  if (dead) return "dead";
  if (since) return "failing";
  return told ? "told" : "new";
}

const known = ["month.locked", "month.reopened", "invoice.signed", "timesheet.received", "timesheet.rejected", "plan.published", "plan.changed", "plan.withdrawn"];

/** The word of an event; one that this app does not know is something. */
export function eventKey(event: string): Key {
  return (known.includes(event) ? `event.${event}` : "event.other") as Key;
}
