// What became of a notice, as the server tells it.

import type { Named } from "../types";
import { sv, type Key } from "./sv";

/** One rung of the ladder that was climbed. */
export interface Step {
  readonly rung: string;
  readonly at: string;
  readonly passed: "" | "no_device" | "no_way" | "no_other" | "in_peace";
  readonly delivered: string | null;
  readonly shown: string | null;
  readonly opened: string | null;
  /** The name of whoever asked that they be told; empty where it was its time. Absent from servers of before. */
  readonly by?: string;
}

/** How far one person was told of one thing. */
export interface Case {
  readonly id: string;
  readonly person: Named;
  readonly beneficiary: Named;
  readonly month: string;
  readonly title: { readonly sv: string; readonly en: string };
  readonly phone: string;
  readonly last: string;
  readonly done: string | null;
  readonly looked: boolean;
  readonly steps: readonly Step[];
}

/** The word of a rung; one that this app does not know has a word of its own. */
export function rungKey(rung: string): Key {
  const key = `rung.${rung}`;
  return key in sv ? (key as Key) : "rung.other";
}

/** How far a step came: the last thing that is known of it, and when. undefined: it told nobody, or tells nothing more. */
export function reachedBy(step: Step): { readonly key: Key; readonly at: string } | undefined {
  if (step.passed !== "" || step.rung === "handed" || step.rung === "list") return undefined;
  for (const [key, at] of [["told.opened", step.opened], ["told.shown", step.shown], ["told.delivered", step.delivered]] as const) if (at !== null) return { key, at };
  return { key: "told.sent", at: step.at };
}
