// Doing many things one after the other: each is a command of its own, as if it were given alone, and each tells what came of it.

import { useRef, useState } from "preact/hooks";
import { Problem, Unreachable } from "../../core/api";
import { perhaps } from "../../core/perhaps";
import type { Desk } from "../../ui/desk";
import { sentence } from "../../ui/sentence";
import type { Row } from "./plan";
import { m } from "./words";

/** What came of one; why is "" where it was done. "unsure": it may have been done, and only the answer is missing. */
export interface Receipt {
  readonly is: "done" | "failed" | "unsure";
  readonly why: string;
}

/** What came of each, by its key. */
export type Receipts = ReadonlyMap<string, Receipt>;

/** What came of one that went wrong, and what had come of it before: whoever says neither yes nor no takes no doubt away. */
export function receiptOf(failed: unknown, before?: Receipt): Receipt {
  if (before?.is === "unsure" && (failed instanceof Unreachable || (failed instanceof Problem && failed.status === 429))) return before;
  return { is: perhaps(failed) ? "unsure" : "failed", why: failed instanceof Problem && failed.code === "changed" ? m("changed") : sentence(failed) };
}

/** Gives commands in turn. receipts has those that were given so far; it is undefined before any was. */
export function useDoing(desk: Desk): { receipts: Receipts | undefined; answers: ReadonlyMap<string, unknown>; busy: boolean; run: (rows: readonly Row[], body: (row: Row) => object) => Promise<Row[]> } {
  const [receipts, set] = useState<Receipts | undefined>(undefined);
  const [busy, work] = useState(false);
  const answers = useRef(new Map<string, unknown>());
  // The id stays the same while the same thing is tried again: a lost answer must not do it twice.
  const ids = useRef(new Map<string, string>());
  const run = async (rows: readonly Row[], body: (row: Row) => object): Promise<Row[]> => {
    if (busy) return [];
    work(true);
    const came = new Map<string, Receipt>();
    const done: Row[] = [];
    set(new Map());
    for (const row of rows) {
      const id = ids.current.get(row.key) ?? desk.newId();
      ids.current.set(row.key, id);
      try {
        answers.current.set(row.key, await desk.post(row.path, { id, ...body(row) }));
        came.set(row.key, { is: "done", why: "" });
        done.push(row);
      } catch (failed) {
        came.set(row.key, receiptOf(failed, receipts?.get(row.key)));
      }
      set(new Map(came));
    }
    work(false);
    return done;
  };
  return { receipts, answers: answers.current, busy, run };
}
