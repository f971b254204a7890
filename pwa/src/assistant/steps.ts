// How far a month has come, as far as this phone can know: it has the assistant's own rows, and no invoice. What is not
// known here is not claimed.

import { touches } from "../core/month";
import { dateOf } from "../core/time";
import type { Mine } from "./mine";

/** The steps of a month, in order. */
export const steps = ["hours", "done", "signed", "sent"] as const;

/** One of them. */
export type Step = (typeof steps)[number];

/** What a month waits for now; n counts it. */
export type Waits =
  | { readonly for: "rows" | "end" | "signature"; readonly n?: never }
  /** Things that must be fixed; rows that are on the phone alone; changes that the office has not answered. */
  | { readonly for: "fix" | "network" | "office"; readonly n: number };

/** Where a month stands: the step that it is at, and what that waits for. */
export interface Standing {
  readonly at: Step;
  readonly waits: Waits;
}

/** Where a month stands by its rows; fixes is how many things in it must be fixed, now in milliseconds. */
export function standing(month: string, mine: readonly Mine[], fixes: number, now: number): Standing {
  const here = mine.filter((m) => touches(m.shift, month));
  const standing = here.filter((m) => !m.shift.void);
  const on = (...status: Mine["row"]["status"][]): number => here.filter((m) => status.includes(m.row.status)).length;
  const waits = (): Waits => {
    if (fixes > 0) return { for: "fix", n: fixes };
    if (dateOf(now).slice(0, 7) <= month || standing.some((m) => m.shift.end === undefined)) return { for: "end" };
    if (on("phone", "sent") > 0) return { for: "network", n: on("phone", "sent") };
    if (on("parked") > 0) return { for: "office", n: on("parked") };
    return standing.length === 0 ? { for: "rows" } : { for: "signature" };
  };
  const what = waits();
  return { at: what.for === "signature" ? "signed" : "hours", waits: what };
}
