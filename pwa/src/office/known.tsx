// Answers of the server that are kept for when there is no network, or none soon: in the person's own notebook, and gone with it.

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { core } from "../core";
import { fact, setFacts } from "../core/facts";
import { format } from "../i18n";
import { Notice } from "../ui";
import { useAsked, type Asked } from "../ui/asking";
import type { Desk } from "../ui/desk";
import { leavesOpen, named, without, withOne, type Had } from "./had";
import { o } from "./words";

/** What came of asking, or what was known last. */
export interface Known<T> extends Asked<T> {
  /** When the server said what is shown, where that is not now: it was not reached, or has not answered yet. */
  from: string | undefined;
  /** An answer has been awaited for longer than one waits without a word. */
  slow: boolean;
}

const often = 60_000; // milliseconds after which one that says the same is kept again, for its time
const patience = { first: 1_000, again: 10_000 }; // milliseconds until an answer is late, before the first and after it

type Told = Readonly<Record<string, unknown>>;

// Where the disk is full nothing is kept, and nothing else is lost by it.
function change(to: (told: Told) => Told): void {
  core.notebook?.store.write(async (tx) => setFacts(tx, { told: to((await fact(tx, "told")) ?? {}) })).catch(() => undefined);
}

async function kept<T>(path: string): Promise<{ at: string; value: T } | undefined> {
  const had = await core.notebook?.store.write(async (tx) => (await fact(tx, "told"))?.[named(path)] as Had | undefined);
  return had && { at: had.at, value: JSON.parse(had.text) as T };
}

/** Whoever is signed out by the server keeps nothing of what it had said. */
export function useForgetting(desk: Desk): void {
  const out = desk.signedOut.value;
  useEffect(() => {
    if (out) change(without);
  }, [out]);
}

/** Asks as useAsked does; until the server answers, and where it does not, what it said last is there, also after a start without network. A no takes it away. */
export function useKnown<T>(desk: Desk, path: string, every: number): Known<T> {
  const [before, show] = useState<{ path: string; at: string; value: T } | undefined>(undefined);
  const [slow, tire] = useState(false);
  const last = useMemo(() => ({ at: "", value: undefined as unknown, kept: 0 }), [path]);
  const noting = useMemo((): Desk => ({
    ...desk,
    async get(asked, said) {
      const late = setTimeout(() => tire(true), last.at === "" ? patience.first : patience.again);
      try {
        const value = await desk.get(asked, said);
        const now = desk.now();
        last.at = now.toISOString();
        if (value !== last.value || now.getTime() - last.kept >= often) {
          [last.value, last.kept] = [value, now.getTime()];
          const had = { at: last.at, text: said?.text ?? JSON.stringify(value) };
          change((told) => withOne(told, asked, had));
        }
        return value;
      } catch (failed) {
        if (!leavesOpen(failed)) change((told) => without(told, asked));
        throw failed;
      } finally {
        clearTimeout(late);
        tire(false);
      }
    },
  }), [desk, last]);
  const asked = useAsked<T>(noting, path, every);
  const no = asked.failed !== undefined && !leavesOpen(asked.failed);
  const missing = !no && !desk.signedOut.value && asked.value === undefined;
  useEffect(() => {
    let here = true;
    if (missing) kept<T>(path).then((had) => here && show(had && { ...had, path }), () => undefined);
    return () => void (here = false);
  }, [missing, path]);
  const had = missing && before?.path === path ? before : undefined;
  const old = asked.value === undefined ? had?.at : asked.failed !== undefined || slow ? last.at : undefined;
  return { ...asked, value: no ? undefined : (asked.value ?? had?.value), from: no ? undefined : old, slow };
}

/** Says that what is shown is from before, from when, and why; within it, what can be done all the same. Nothing while an answer is not late yet. */
export function AsOf({ of: { value, from, failed, slow }, desk, children }: { of: Known<unknown>; desk: Desk; children: ComponentChildren }) {
  if (value === undefined || from === undefined || (failed === undefined && !slow)) return null;
  const why = failed === undefined ? "known.slow" : desk.online.value ? "known.server" : "known.offline";
  return <Notice icon="nonet" live><b>{o(why, { when: format.fullMoment(from) })}</b> {children}</Notice>;
}
