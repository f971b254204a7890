// Which answers of the server are kept for when there is no network. Pure.

import { Problem } from "../core/api";

/** An answer, and when it was had, as an instant. */
export interface Had {
  readonly at: string;
  /** As JSON: a board of five hundred customers is written and read as one text, and not thing by thing. */
  readonly text: string;
}

const most = 8; // answers that are kept: half a year of boards, and what waits

/** The name under which an answer is kept. */
export const named = (path: string): string => `${office}${path}`;

const office = "office ";

type Told = Readonly<Record<string, unknown>>;

/** What of the kept answers stays, where one more is kept; those of other rooms are not touched. */
export function withOne(told: Told, path: string, had: Had): Told {
  const mine = Object.entries(told).filter(([key]) => key.startsWith(office) && key !== named(path));
  return Object.fromEntries([...Object.entries(without(told)), ...mine.slice(1 - most), [named(path), had]]);
}

/** What of the kept answers stays, where one is forgotten, or all of the office's. */
export function without(told: Told, path?: string): Told {
  return Object.fromEntries(Object.entries(told).filter(([key]) => (path === undefined ? !key.startsWith(office) : key !== named(path))));
}

/** Whether what failed leaves open how things are: the server was not reached, is in trouble itself, or asks to wait. It has not said no. */
export function leavesOpen(failed: unknown): boolean {
  return failed !== undefined && (!(failed instanceof Problem) || failed.status >= 500 || failed.status === 429);
}
