// Taking over from a device that has forked: two phones counted under one id, or a gap that nobody can fill. What has
// not been answered is queued again under a new device, operation ids unchanged.

import { uuidv7 } from "./ids";
import type { Env } from "./env";
import { fact, setFacts } from "./facts";
import type { Notebook } from "./notebook";
import { whoOf, type Grant, type Session } from "./session";
import type { Tx } from "./store";

/** Moves this notebook to a new device. The new id is kept first, so that a lost answer leads to the same one. */
export async function moveDevice(env: Env, notebook: Notebook, session: Session, name: string): Promise<void> {
  const id = notebook.facts.moving ?? uuidv7(env.now(), env.random);
  if (notebook.facts.moving === undefined) await notebook.write((tx) => setFacts(tx, { moving: id }), true);
  const grant = await session.refresh({ id, name });
  await settleMove(notebook, grant);
}

/** Finishes a move that the server has granted; nothing where none is under way. */
export async function settleMove(notebook: Notebook, grant: Grant): Promise<void> {
  const to = grant.device;
  if (to === undefined || to === notebook.facts.device) return;
  await notebook.write(async (tx) => {
    await renumber(tx, to);
    await setFacts(tx, { who: whoOf(grant) });
  }, true);
}

/** The device of a notebook becomes `to`: what is answered keeps its verdict, what waits is counted from 1. */
export async function renumber(tx: Tx, to: string): Promise<void> {
  const from = await fact(tx, "device");
  const ops = await tx.objectStore("ops").index("n").getAll();
  const through = Math.max(0, ...ops.filter((k) => k.verdict).map((k) => k.n));
  let n = 0;
  for (const kept of ops) await tx.objectStore("ops").put({ ...kept, n: kept.verdict ? 0 : ++n });
  await setFacts(tx, {
    device: to, n, cursor: undefined, moving: undefined, replaces: from === undefined ? undefined : { device: from, through },
  });
}
