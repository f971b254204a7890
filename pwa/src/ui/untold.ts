// Which documents that the server did not take are said on every page. Pure.

import { shiftOf } from "../core/month";
import type { Row } from "../core/types";

/** What was not taken and is said here; with rows not of a row of time, unless it is one that no list can show. */
export function untold(docs: ReadonlyMap<string, Row>, rows = false): Row[] {
  return [...docs.values()].filter((doc) => doc.refused && !(rows && doc.kind === "shift" && shiftOf(doc)));
}
