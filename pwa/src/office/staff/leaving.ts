// What the server says of somebody whose work ends: as its JSON comes.

import { Problem } from "../../core/api";
import type { Named, SheetLine } from "../types";

/** A paper that ends, or never begins. */
export interface LeavingPaper {
  readonly kind: "membership" | "engagement" | "employment" | "registration" | "responsibility";
  readonly role?: string;
  readonly about: Named;
  readonly from: string;
  readonly to: string;
}

/** All that follows from an end. */
export interface Leaving {
  readonly person: Named;
  readonly last: string;
  readonly hash: string;
  readonly ends: readonly LeavingPaper[];
  readonly never: readonly LeavingPaper[];
  readonly vacant: readonly { readonly beneficiary: Named; readonly start: string; readonly end: string }[];
  readonly after: number;
  readonly tell: readonly Named[];
  readonly sheets: readonly SheetLine[];
  readonly devices: number;
  readonly sends: string;
  readonly links: { readonly feeds: readonly Named[]; readonly hooks: readonly string[] };
}

/** What is known of an end whose answer was not that it is done: nothing; that it began; or that all but the links is done. */
export function standsAfter(failed: unknown): "unknown" | "begun" | "papers" {
  const code = failed instanceof Problem ? failed.code : "";
  return code === "leave_links" ? "papers" : code === "leave_rest" ? "begun" : "unknown";
}

/** The plans that become vacant, by customer: how many, and the week of the first. */
export function vacancies(vacant: Leaving["vacant"]): readonly { readonly at: Named; readonly n: number; readonly first: string }[] {
  const found = new Map<string, { at: Named; n: number; first: string }>();
  for (const { beneficiary, start } of vacant) {
    const known = found.get(beneficiary.id);
    if (known === undefined) found.set(beneficiary.id, { at: beneficiary, n: 1, first: start });
    else {
      known.n++;
      if (start < known.first) known.first = start;
    }
  }
  return [...found.values()].sort((a, b) => (a.first < b.first ? -1 : 1));
}
