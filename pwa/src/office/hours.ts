// What is said of how far granted hours go.

import { format } from "../i18n";
import type { HoursUse } from "./types";
import { o } from "./words";

/** What a forecast goes by, in words: what is planned, the pace so far, or each for its days. */
export function forecastWords({ through, to, plannedDays }: Pick<HoursUse, "through" | "to" | "plannedDays">): string {
  const left = format.daysBetween(through, to);
  if (left <= 0) return o("decision.byNone");
  if (plannedDays === 0) return o("decision.byPace");
  return plannedDays >= left ? o("decision.byPlan") : o("decision.byBoth", { n: plannedDays, m: left - plannedDays });
}
