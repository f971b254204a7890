// Taking back that months were locked together.

import { refused } from "../../core/api";
import type { Desk } from "../../ui/desk";
import { giver } from "../giving";
import type { MonthView } from "../types";

/**
 * Opens months again, and tells of which it is not known that they are open: those can be asked for once more. Of one whose answer was
 * lost the same is asked then, as it was seen: it may be open by now, and look otherwise.
 */
export function opener(desk: Pick<Desk, "get" | "post" | "newId">, month: string, why: string): <R extends { readonly customer: { readonly id: string } }>(rows: readonly R[]) => Promise<R[]> {
  const give = giver(desk);
  const seen = new Map<string, string>();
  return async (rows) => {
    const left: typeof rows[number][] = [];
    for (const row of rows) {
      const at = `/api/v1/months/${row.customer.id}/${month}`;
      try {
        const saw = seen.get(at) ?? ((await desk.get(at)) as MonthView).hash;
        seen.set(at, saw);
        await give(`${at}/reopen`, { saw, why });
      } catch (failed) {
        if (refused(failed)) seen.delete(at);
        left.push(row);
      }
    }
    return left;
  };
}
