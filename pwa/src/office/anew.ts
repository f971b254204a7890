// Changing a document that the server may not have taken.

import { anew } from "../core/overlay";
import { untaken, type Fields } from "../core/types";
import type { Desk, With } from "../ui/desk";

/**
 * Keeps a change of a document. One that the server did not take is made anew instead, as it says now; where it is taken away
 * there is nothing to send. The refusal has been read then. The ref of what the book has, or will have.
 */
export async function change(desk: Desk, ref: string, base: number, set: Fields, extra: With): Promise<string | undefined> {
  const row = desk.docs.value.get(ref);
  if (!row || !untaken(row)) {
    await desk.act(ref, base, set, extra);
    return ref;
  }
  const made = set["void"] === true ? undefined : anew(row, set, desk.newId);
  if (made) await desk.act(made.ref, made.base, made.set, extra);
  const read = desk.read(row.refused?.id ?? "");
  if (!made) await read;
  else read.catch(() => undefined); // it is said once more, then: what was made anew is kept
  return made?.ref;
}
