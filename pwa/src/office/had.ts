// Which answers of the server are kept for when there is no network. Pure.

import { Problem } from "../core/api";

/** An answer, and when it was had, as an instant. */
export interface Had<T> {
  readonly at: string;
  readonly value: T;
}

const most = 3; // answers that are kept

/** The name under which an answer is kept. */
export const named = (path: string): string => `${office}${path}`;

const office = "office ";

/** What of the kept answers stays, where one more is kept; those of other rooms are not touched. */
export function withOne(told: Readonly<Record<string, unknown>>, path: string, had: Had<unknown>): Record<string, unknown> {
  const others = Object.entries(told).filter(([key]) => !key.startsWith(office));
  const mine = Object.entries(told).filter(([key]) => key.startsWith(office) && key !== named(path));
  return Object.fromEntries([...others, ...mine.slice(1 - most), [named(path), had]]);
}

/** Whether what failed leaves open how things are: the server was not reached, or is in trouble itself. It has not said no. */
export function leavesOpen(failed: unknown): boolean {
  return failed !== undefined && (!(failed instanceof Problem) || failed.status >= 500);
}
