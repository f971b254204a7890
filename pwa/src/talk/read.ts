// How far this device's person has read the talks: in their own notebook, and gone with it. Nobody else is told.

import { signal, type ReadonlySignal } from "@preact/signals";
import { core } from "../core";
import { fact, setFacts } from "../core/facts";
import { reachOf, type Talk } from "../core/talk";

const marks = signal<Readonly<Record<string, number>> | undefined>(undefined);
let of: unknown;

/** How far each talk has been read, by key; undefined while that is not known yet. */
export const read: ReadonlySignal<Readonly<Record<string, number>> | undefined> = marks;

/** A talk's key among these marks. */
export function keyOf(beneficiary: string, month: string, talk: Talk): string {
  return `${beneficiary}@${month} ${talk.topic}`;
}

/** Reads the marks of the notebook that is open. */
export async function recall(): Promise<void> {
  const { notebook } = core;
  if (of === notebook && marks.peek()) return;
  of = notebook;
  marks.value = await notebook?.store.write(async (tx) => (await fact(tx, "read")) ?? {}).catch(() => ({}));
}

/** Notes that a talk has been read as far as it goes. */
export async function note(key: string, talk: Talk): Promise<void> {
  const reach = reachOf(talk);
  if ((marks.peek()?.[key] ?? 0) >= reach) return;
  marks.value = { ...marks.peek(), [key]: reach };
  await core.notebook?.store.write(async (tx) => setFacts(tx, { read: { ...(await fact(tx, "read")), [key]: reach } })).catch(() => undefined); // the disk is full: then it is only for now
}
