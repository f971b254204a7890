// Asking the server for something of one's own, and doing something about it.

import { useEffect, useState } from "preact/hooks";
import { api, core } from "../../core";

/** What was asked for, what stands in the way, and a way to do something that changes it. */
export interface Mine<T> {
  readonly value: T | undefined;
  readonly failed: unknown;
  readonly busy: boolean;
  /** Does it, and asks anew. Whether it was done; why not is in failed. */
  readonly change: (how: () => Promise<unknown>) => Promise<boolean>;
}

/** Asks for a path, again after each change, and after each exchange as long as it has not come. */
export function useMine<T>(path: string): Mine<T> {
  const [value, set] = useState<T | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const ask = (): Promise<void> => api.get(path).then((answer) => {
    set(answer as T);
    fail(undefined);
  }, fail);
  useEffect(() => {
    if (!value) void ask();
  }, [path, core.rounds.value]);
  const change = async (how: () => Promise<unknown>): Promise<boolean> => {
    if (busy) return false;
    work(true);
    fail(undefined);
    const done = await how().then(() => true, (error: unknown) => {
      fail(error);
      return false;
    });
    if (done) await ask(); // where that fails it is done all the same
    work(false);
    return done;
  };
  return { value, failed, busy, change };
}
