// Sending several timesheets at once: each is a command of its own, and what could not be sent is told.

import { useState } from "preact/hooks";
import type { Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import type { SheetLine } from "../types";
import { sheetPath } from "./path";
import { w } from "./words";

/** Sends timesheets that both have signed, one after the other; failed is why the last of those that were left could not go. */
export function useSendAll(desk: Desk, again: () => void, toaster: Toaster) {
  const [busy, work] = useState(false);
  const [failed, fail] = useState<{ readonly n: number; readonly why: unknown } | undefined>(undefined);
  const send = async (lines: readonly SheetLine[]): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    let queued = 0;
    for (const line of lines) {
      try {
        await desk.post(`${sheetPath(line)}/send`, { id: desk.newId(), saw: line.hash });
        queued++;
      } catch (why) {
        fail((before) => ({ n: (before?.n ?? 0) + 1, why }));
      }
    }
    work(false);
    if (queued > 0) toaster.say(w("sheet.queuedMany", { n: queued }));
    again();
  };
  return { busy, failed, send };
}
