// Sending several timesheets at once: each is a command of its own, and what could not be sent is told.

import { useMemo, useState } from "preact/hooks";
import { perhaps } from "../../core/perhaps";
import type { Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { sentence } from "../../ui/sentence";
import { giver } from "../giving";
import type { SheetLine } from "../types";
import { sheetPath } from "./path";
import { w } from "./words";

/** Those that did not go, in words: how many, and why the last of them did not; one that may have gone all the same counts before that. */
export interface Left {
  readonly n: number;
  readonly why: unknown;
}

/** Those that did not go, with one more. */
export function left(before: Left | undefined, why: unknown): Left {
  return { n: (before?.n ?? 0) + 1, why: perhaps(before?.why) && !perhaps(why) ? before?.why : why };
}

/** What is said of them. */
export function leftInWords({ n, why }: Left): string {
  return `${w(perhaps(why) ? "sheet.unsure" : "sheet.left", { n })} ${sentence(why)}`;
}

/** Sends timesheets that both have signed, one after the other. */
export function useSendAll(desk: Desk, again: () => void, toaster: Toaster) {
  const [busy, work] = useState(false);
  const give = useMemo(() => giver(desk), []);
  const [failed, fail] = useState<Left | undefined>(undefined);
  const send = async (lines: readonly SheetLine[]): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    let queued = 0;
    for (const line of lines) {
      try {
        await give(`${sheetPath(line)}/send`, { saw: line.hash });
        queued++;
      } catch (why) {
        fail((before) => left(before, why));
      }
    }
    work(false);
    if (queued > 0) toaster.say(w("sheet.queuedMany", { n: queued }));
    again();
  };
  return { busy, failed, send };
}
