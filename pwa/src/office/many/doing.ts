// Doing many things one after the other: each is a command of its own, as if it were given alone, and each tells what came of it.

import { useRef, useState } from "preact/hooks";
import { Problem } from "../../core/api";
import type { Desk } from "../../ui/desk";
import { sentence } from "../../ui/Failed";
import type { Row } from "./plan";
import { m } from "./words";

/** What came of one: "" where it was done, else why not. */
export type Receipts = ReadonlyMap<string, string>;

/** Gives commands in turn. receipts has those that were given so far; it is undefined before any was. */
export function useDoing(desk: Desk): { receipts: Receipts | undefined; busy: boolean; run: (rows: readonly Row[], body: (row: Row) => object) => Promise<Row[]> } {
  const [receipts, set] = useState<Receipts | undefined>(undefined);
  const [busy, work] = useState(false);
  // The id stays the same while the same thing is tried again: a lost answer must not do it twice.
  const ids = useRef(new Map<string, string>());
  const run = async (rows: readonly Row[], body: (row: Row) => object): Promise<Row[]> => {
    if (busy) return [];
    work(true);
    const came = new Map<string, string>();
    const done: Row[] = [];
    set(new Map());
    for (const row of rows) {
      const id = ids.current.get(row.key) ?? desk.newId();
      ids.current.set(row.key, id);
      try {
        await desk.post(row.path, { id, ...body(row) });
        came.set(row.key, "");
        done.push(row);
      } catch (failed) {
        came.set(row.key, failed instanceof Problem && failed.code === "changed" ? m("changed") : sentence(failed));
      }
      set(new Map(came));
    }
    work(false);
    return done;
  };
  return { receipts, busy, run };
}
