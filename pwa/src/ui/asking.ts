// Asking the server for something that is shown, and asking again when something has changed.

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../core/api";
import type { Desk } from "./desk";

/** What came of asking: the newest answer there is, and what stands in the way of a newer one. */
export interface Asked<T> {
  value: T | undefined;
  failed: unknown;
  again: () => void;
}

/**
 * Asks for a path: at once, whenever this device has pulled something, and every so many milliseconds while the page
 * is visible. An answer that says the same is the same thing (Said), and changes nothing; what is shown stays while another is awaited,
 * and goes where it is not for this person any more.
 */
export function useAsked<T>(desk: Desk, path: string, every: number): Asked<T> {
  const [state, setState] = useState<{ path: string; value: T | undefined; failed: unknown }>({ path, value: undefined, failed: undefined });
  const asking = useRef({ said: {}, busy: false, stale: false });
  const [turn, setTurn] = useState(0);
  const changed = desk.changed.value;

  useEffect(() => {
    let here = true;
    const ask = async (): Promise<void> => {
      const now = asking.current;
      if (now.busy) {
        now.stale = true;
        return;
      }
      now.busy = true;
      try {
        const value = await desk.get(path, now.said);
        if (here) setState((before) => (before.path === path && before.value === value && before.failed === undefined ? before : { path, value: value as T, failed: undefined }));
      } catch (failed) {
        if (here) setState((before) => ({ path, value: before.path === path && !(failed instanceof Problem && failed.status === 403) ? before.value : undefined, failed }));
      } finally {
        now.busy = false;
        if (now.stale && here) {
          now.stale = false;
          void ask();
        }
      }
    };
    void ask();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && !asking.current.busy) void ask();
    }, every);
    return () => {
      here = false;
      asking.current = { said: {}, busy: false, stale: false };
      clearInterval(timer);
    };
  }, [path, changed, turn, every]);

  const mine = state.path === path;
  return { value: mine ? state.value : undefined, failed: mine ? state.failed : undefined, again: () => setTurn((n) => n + 1) };
}
