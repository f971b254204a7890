// What others have done to one's rows while one looks: said once, since nothing else on the screen need move.

import { gone, type Mine } from "./mine";

/** What came of a row by another's hand: two have written differently of it, that was settled, it was removed, or changed. */
export interface News {
  readonly what: "split" | "settled" | "removed" | "changed";
  readonly of: Mine;
}

/** What others did between two looks at one's rows. A row that one has just changed oneself, on this device or another, is none. */
export function newsIn(before: readonly Mine[], now: readonly Mine[], me: string): News[] {
  const known = new Map(before.map((m) => [m.row.ref, m.row]));
  return now.flatMap((of): News[] => {
    const { row } = of;
    const was = known.get(row.ref);
    if (!was || was.rev === 0 || row.rev === was.rev) return [];
    if (row.conflicts.length > was.conflicts.length) return [{ what: "split", of }];
    if (was.pending.length + row.pending.length > 0 || !row.by?.some((person) => person !== me)) return [];
    return [{ what: row.conflicts.length < was.conflicts.length ? "settled" : gone(of) ? "removed" : "changed", of }];
  });
}
