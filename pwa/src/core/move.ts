// Taking over from a device that cannot go on: two phones counted under one id, or an operation is lost from the disk, or
// the server was restored and what waits counts by several ids. What has not been answered is queued again under a new
// device, in the order in which it was made, operation ids unchanged.

import { uuidv7 } from "./ids";
import type { Env } from "./env";
import { fact, setFacts } from "./facts";
import type { Notebook } from "./notebook";
import { answeredThrough, inOrder } from "./numbers";
import { whoOf, type Grant, type Session } from "./session";
import type { Tx } from "./store";

/**
 * Moves this notebook to a new device. The new id is kept first, so that a lost answer leads to the same one. stranger: the
 * old device, or the one it said that it replaces, is another person's, so nothing is said of them.
 */
export async function moveDevice(env: Env, notebook: Notebook, session: Session, name: string, stranger = false): Promise<void> {
  const id = notebook.facts.moving ?? uuidv7(env.now(), env.random);
  if (notebook.facts.moving === undefined) await notebook.write((tx) => setFacts(tx, { moving: id }), true);
  const grant = await session.refresh({ id, name });
  await settleMove(notebook, grant, stranger);
}

/** Finishes a move that the server has granted; nothing where none is under way. */
export async function settleMove(notebook: Notebook, grant: Grant, stranger = false): Promise<void> {
  const to = grant.device;
  if (to === undefined || to === notebook.facts.device) return;
  await notebook.write(async (tx) => {
    await renumber(tx, to);
    await setFacts(tx, { who: whoOf(grant), ...(stranger ? { replaces: undefined } : {}) });
  }, true);
}

/** The device of a notebook becomes `to`: what is answered keeps its verdict, what waits is counted from 1. */
export async function renumber(tx: Tx, to: string): Promise<void> {
  const [from, unheard, answered] = [await fact(tx, "device"), await fact(tx, "replaces"), await fact(tx, "answered")];
  const ops = (await tx.objectStore("ops").getAll()).sort(inOrder);
  const through = answeredThrough(ops, { answered });
  let n = 0;
  for (const kept of ops) await tx.objectStore("ops").put({ ...kept, n: kept.verdict ? 0 : ++n });
  await setFacts(tx, {
    device: to, n, forgotten: 0, last: undefined, answered: 0, moving: undefined,
    // What the server never heard of the device before this one still holds, where it answered nothing to this one either.
    replaces: from === undefined || (unheard && through === 0) ? unheard : { device: from, through },
  });
}
