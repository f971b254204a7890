// Asking the server for something of one's own, and doing something about it.

import { useEffect, useState } from "preact/hooks";
import { api } from "../../core";

/** What was asked for, what stands in the way, and a way to do something that changes it. */
export interface Mine<T> {
  readonly value: T | undefined;
  readonly failed: unknown;
  readonly busy: boolean;
  /** Does it, and asks anew. Whether it was done; why not is in failed. */
  readonly change: (how: () => Promise<unknown>) => Promise<boolean>;
}

/** Asks for a path, and again after each change. */
export function useMine<T>(path: string): Mine<T> {
  const [value, set] = useState<T | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const ask = async (): Promise<void> => set((await api.get(path)) as T);
  useEffect(() => {
    ask().catch(fail);
  }, [path]);
  const change = async (how: () => Promise<unknown>): Promise<boolean> => {
    if (busy) return false;
    work(true);
    fail(undefined);
    try {
      await how();
      await ask().catch(fail); // it is done all the same
      return true;
    } catch (error) {
      fail(error);
      return false;
    } finally {
      work(false);
    }
  };
  return { value, failed, busy, change };
}
