// The sitting that a page shows: one that was asked for here, one that had begun in this tab, or one that goes on because a signature that
// was begun elsewhere does. That order is the server's to know.

import { useEffect, useState } from "preact/hooks";
import type { SheetLine } from "../types";
import { begun, left } from "./keeping";
import { goingOn, type Running } from "./sitting";

/** What a sitting is shown over. */
export interface Shown {
  readonly where: string;
  readonly lines: readonly SheetLine[];
  readonly running?: Running;
}

/** The sitting at a place, over what waits for the provider there; it is looked for once, as soon as something waits. */
export function useSitting(where: string, toSign: readonly SheetLine[]): { shown: Shown | undefined; sign: (lines: readonly SheetLine[] | undefined) => void } {
  const [shown, show] = useState<Shown | undefined>(undefined);
  const here = shown?.where === where ? shown : undefined;
  const some = toSign.length > 0;
  useEffect(() => {
    if (!some || here) return;
    if (begun(where, toSign)) return show({ where, lines: toSign });
    let open = true;
    const offer = (running: Running | undefined): void => {
      if (open && running && !left(running.order) && goingOn(running, toSign)) show((before) => (before?.where === where ? before : { where, lines: toSign, running }));
    };
    void import("../../bankid").then(({ running }) => running()).then(offer, () => undefined); // without network nothing is known of it
    return () => {
      open = false;
    };
  }, [where, some]);
  return { shown: here, sign: (lines) => show(lines && { where, lines }) };
}
