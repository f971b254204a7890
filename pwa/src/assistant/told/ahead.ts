// Time that is written before it has been: one who knows may write it; one whose clock is wrong, or who slipped, sees it.

import { instant, type Minute } from "../../core/time";

/** Whether a time reaches past now (milliseconds); one without an end reaches from its start. */
export function isAhead(start: Minute, end: Minute | undefined, now: number): boolean {
  return instant(end ?? start) > now;
}
