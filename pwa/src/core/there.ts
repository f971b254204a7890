// Whether a document is there, or only asked for.

import type { Row } from "./types";

/**
 * Whether a document is there: somebody has said what stands, or this device has just made it. Where all that is seen of it was
 * refused, or waits for the office to take it, nothing is: it is shown to be read, and counts for nothing.
 */
export function there({ rev, by, fields, parked, pending }: Pick<Row, "rev" | "by" | "fields" | "parked" | "pending">): boolean {
  if (pending.length > 0) return true;
  // The server's own rev of what is only parked is not 0: but nobody has said what stands, and all that is shown is parked.
  return rev > 0 && (parked.length === 0 || by !== undefined || Object.keys(fields).some((name) => !parked.some(({ set }) => name in set)));
}
