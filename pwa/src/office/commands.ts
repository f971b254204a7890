// What a coordinator asks the server to do with a month. Each carries an id, so that asking twice does it once.

import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Problem } from "../core/api";
import { format } from "../i18n";
import type { Toaster } from "../ui";
import type { Desk } from "../ui/desk";
import { giver } from "./giving";
import type { MonthView } from "./types";
import { o } from "./words";

/** What is in the way of a command, to be shown where it was given. */
export type Refusal = { kind: "changed" } | { kind: "failed"; failed: unknown };

/** A reason is asked for before it is done. */
export type Asking = "lock" | "reopen";

/** The commands of one month, and how they went. */
export type Commands = ReturnType<typeof useCommands>;

/** How a command is given: once, however often it is tried; and what came of it. */
export function useGiving(desk: Desk, again: () => void, toaster: Toaster) {
  const busy = useMemo(() => signal(false), []);
  const refusal = useMemo(() => signal<Refusal | undefined>(undefined), []);
  const giving = useMemo(() => giver(desk), []);

  const give = async (path: string, body: Record<string, unknown>, done: string | ((answer: unknown, id: string) => string)): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    refusal.value = undefined;
    try {
      const { id, answer } = await giving(path, body);
      toaster.say(typeof done === "string" ? done : done(answer, id));
    } catch (failed) {
      refusal.value = failed instanceof Problem && failed.code === "changed" ? { kind: "changed" } : { kind: "failed", failed };
    } finally {
      busy.value = false;
      again();
    }
  };
  return { busy, refusal, give };
}

/** The commands of one customer's month. */
export function useCommands(desk: Desk, beneficiary: string, month: string, view: MonthView | undefined, again: () => void, toaster: Toaster) {
  const asking = useMemo(() => signal<Asking | undefined>(undefined), []);
  const { busy, refusal, give: giving } = useGiving(desk, again, toaster);
  const give = (path: string, body: Record<string, string>, done: string): Promise<void> => {
    asking.value = undefined;
    return giving(path, body, done);
  };
  const at = `/api/v1/months/${beneficiary}/${month}`;
  // The clock has gone on since the page was asked for: what the checks say now is shown, and a reason asked for.
  const askWhy = (): void => {
    const refused = refusal.value;
    if (refused?.kind !== "failed" || !(refused.failed instanceof Problem) || refused.failed.code !== "why_missing") return;
    refusal.value = undefined;
    asking.value = "lock";
  };
  const why = (text: string): Record<string, string> => (text === "" ? {} : { why: text });
  return {
    busy,
    refusal,
    asking,
    /** Marks the invoice ready; asks why first where it would not be paid as it stands. */
    lock(): void {
      if (view === undefined) return;
      const stops = view.findings.some((f) => f.severity === "stops");
      if (!view.preflight.paid && !stops) asking.value = "lock";
      else this.lockNow("");
    },
    lockNow(text: string): void {
      if (view) void give(`${at}/ready`, { saw: view.hash, ...why(text) }, o("now.locked")).then(askWhy);
    },
    /** Asks why before the invoice is opened again. */
    reopen(): void {
      asking.value = "reopen";
    },
    reopenNow(text: string): void {
      if (view) void give(`${at}/reopen`, { saw: view.hash, why: text }, o("now.reopened"));
    },
    /** Closes the days up to and with one. */
    close(until: string): void {
      if (view) void give(`${at}/close`, { saw: view.hash, until }, o("close.done", { day: format.day(until) }));
    },
    openDays(text: string): void {
      if (view) void give(`${at}/open`, { saw: view.hash, why: text }, o("close.opened"));
    },
    cancel(): void {
      asking.value = undefined;
    },
    apply: (op: string): Promise<void> => give(`/api/v1/parked/${op}/apply`, {}, o("parked.applied")),
    decline: (op: string, text: string, who: string): Promise<void> => give(`/api/v1/parked/${op}/decline`, { why: text }, o("parked.declined", { who })),
    month: (): string => format.month(month),
  };
}
