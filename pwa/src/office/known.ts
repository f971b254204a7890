// Answers of the server that are kept for when there is no network: in the person's own notebook, and gone with it.

import { useEffect, useMemo, useState } from "preact/hooks";
import { core } from "../core";
import { fact, setFacts } from "../core/facts";
import { useAsked, type Asked } from "../ui/asking";
import type { Desk } from "../ui/desk";
import { leavesOpen, named, withOne, type Had } from "./had";

/** What came of asking, or what was known last. */
export interface Known<T> extends Asked<T> {
  /** Since when nothing newer is known; undefined while the server answers. */
  from: string | undefined;
}

const often = 60_000; // milliseconds after which one that says the same is kept again, for its time

async function keep(path: string, had: Had<unknown>): Promise<void> {
  await core.notebook?.store.write(async (tx) => setFacts(tx, { told: withOne((await fact(tx, "told")) ?? {}, path, had) }));
}

async function kept<T>(path: string): Promise<Had<T> | undefined> {
  return core.notebook?.store.write(async (tx) => (await fact(tx, "told"))?.[named(path)] as Had<T> | undefined);
}

/** Asks as useAsked does; where the server cannot be reached, what it said last is there, also after a start without network. */
export function useKnown<T>(desk: Desk, path: string, every: number): Known<T> {
  const [before, show] = useState<(Had<T> & { path: string }) | undefined>(undefined);
  const last = useMemo(() => ({ at: "", text: "", kept: 0 }), [path]);
  const noting = useMemo((): Desk => ({
    ...desk,
    async get(asked) {
      const value = await desk.get(asked);
      const [text, now] = [JSON.stringify(value), desk.now()];
      last.at = now.toISOString();
      if (text !== last.text || now.getTime() - last.kept >= often) {
        [last.text, last.kept] = [text, now.getTime()];
        keep(asked, { at: last.at, value }).catch(() => undefined); // the disk is full: then it is only for now
      }
      return value;
    },
  }), [desk, last]);
  const asked = useAsked<T>(noting, path, every);
  const open = leavesOpen(asked.failed);
  const missing = open && asked.value === undefined;
  useEffect(() => {
    let here = true;
    if (missing) kept<T>(path).then((had) => here && show(had && { ...had, path }), () => undefined);
    return () => void (here = false);
  }, [missing, path]);
  const had = missing && before?.path === path ? before : undefined;
  return { ...asked, value: asked.value ?? had?.value, from: open ? (asked.value === undefined ? had?.at : last.at || undefined) : undefined };
}
