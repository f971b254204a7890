// How far a month has come, as far as this phone can know: it has the assistant's own rows, and no invoice. What is not
// known here is not claimed.

import { touches } from "../core/month";
import { dateOf } from "../core/time";
import type { Mine } from "./mine";

/** The steps of a month, in order. */
export const steps = ["hours", "done", "signed", "sent"] as const;

/** What a month waits for now; n counts it. */
export type Waits =
  | { readonly for: "rows" | "end" | "done"; readonly n?: never }
  /** Things that must be fixed; rows that are on the phone alone; changes that the office has not answered. */
  | { readonly for: "fix" | "network" | "office"; readonly n: number };

/** Where a month stands: the step that it is at, and what that waits for. */
export interface Standing {
  /** Which of the steps; one beyond the last where all are behind. */
  readonly at: number;
  /** Undefined where that is for others to do. */
  readonly waits: Waits | undefined;
}

/**
 * Where a month stands by its rows; fixes is how many things in it must be fixed, now in milliseconds. reached is the step
 * that the server says the timesheets are at; 1 where it has said nothing.
 */
export function standing(month: string, mine: readonly Mine[], fixes: number, now: number, reached: number): Standing {
  const here = mine.filter((m) => touches(m.shift, month));
  const standing = here.filter((m) => !m.shift.void);
  const on = (...status: Mine["row"]["status"][]): number => here.filter((m) => status.includes(m.row.status)).length;
  const waits = (): Waits => {
    if (fixes > 0) return { for: "fix", n: fixes };
    if (dateOf(now).slice(0, 7) <= month || standing.some((m) => m.shift.end === undefined)) return { for: "end" };
    if (on("phone", "sent") > 0) return { for: "network", n: on("phone", "sent") };
    if (on("parked") > 0) return { for: "office", n: on("parked") };
    return { for: standing.length === 0 ? "rows" : "done" };
  };
  const what = waits();
  if (what.for === "done") return { at: reached, waits: reached > 1 ? undefined : what };
  // What is signed stands as it was signed while the office looks at a change of it.
  return { at: what.for === "office" && reached > 1 ? reached : 0, waits: what };
}
