// Many signatures in one sitting, one after the other: what has been signed, which is being signed, what could not be, and
// why. It knows no network and no screen; what it holds can be kept, and found again after a reload.

import type { Said } from "../../i18n";
import type { SheetLine } from "../types";

/** How one of the sitting stands: not chosen, waiting, being signed, signed, or not signed, and why. */
export type Mark = "left" | "waits" | "signing" | "signed" | "failed";

/** One timesheet of the sitting. */
export interface Item {
  readonly line: SheetLine;
  readonly mark: Mark;
  readonly why?: Said | undefined;
}

/** A sitting. order is BankID's for the one that is being signed, "" until it has one. */
export interface Sitting {
  readonly items: readonly Item[];
  readonly phase: "list" | "going" | "paused" | "over";
  readonly order: string;
  /** Why it paused, where nobody asked for it. */
  readonly why?: Said | undefined;
  /** It was begun in another browser or tab, and what else was chosen there is not known here. */
  readonly elsewhere?: boolean;
}

/** What happens in a sitting. */
export type Event =
  | { readonly is: "choose"; readonly key: string; readonly chosen: boolean }
  | { readonly is: "begin" }
  | { readonly is: "ordered"; readonly order: string }
  /** The order came to nothing; another is begun for the same one. */
  | { readonly is: "reorder" }
  | { readonly is: "signed" }
  /** This one could not be signed; the next is. */
  | { readonly is: "failed"; readonly why: Said }
  /** Nothing can be signed for now, or the person stopped: it waits. */
  | { readonly is: "paused"; readonly why?: Said | undefined }
  | { readonly is: "goOn" }
  /** What was not part of it is looked through, as it is now. */
  | { readonly is: "rest"; readonly lines: readonly SheetLine[] }
  /** Those that could not be signed, once more, as they are now. */
  | { readonly is: "again"; readonly lines: readonly SheetLine[] };

/** What tells timesheets apart. */
export function keyOf({ assistant, beneficiary, month }: Pick<SheetLine, "assistant" | "beneficiary" | "month">): string {
  return `${assistant.id}.${beneficiary.id}@${month}`;
}

/** A sitting over timesheets that wait for the provider's signature: all chosen, none begun. */
export function sit(lines: readonly SheetLine[]): Sitting {
  return { items: lines.map((line) => ({ line, mark: "waits" })), phase: "list", order: "" };
}

/** An order of BankID's, as far as it tells that a sitting goes on. */
export interface Running {
  readonly order: string;
  readonly status: string;
  readonly about: { readonly role: string; readonly assistant: string; readonly beneficiary: string; readonly month: string; readonly version: number } | null;
  readonly result: unknown;
}

/** Whether an order is of the provider's signature over this version, and has not come to its end. */
export function isOver(order: Running | undefined, line: SheetLine): boolean {
  const of = order?.about;
  return of?.role === "provider" && order?.status !== "failed" && order?.result === null && of.assistant === line.assistant.id && of.beneficiary === line.beneficiary.id && of.month === line.month && of.version === line.version;
}

/**
 * The sitting that goes on by an order which was begun in another browser or tab, over what waits for the provider's signature here: that one is
 * being signed, and the others are left until somebody looks through them. undefined where the order is of none of these.
 */
export function goingOn(order: Running | undefined, lines: readonly SheetLine[]): Sitting | undefined {
  if (order === undefined || !lines.some((line) => isOver(order, line))) return undefined;
  return { items: lines.map((line) => ({ line, mark: isOver(order, line) ? "signing" : "left" })), phase: "going", order: order.order, elsewhere: true };
}

/** The one that is being signed. */
export function current({ items }: Sitting): Item | undefined {
  return items.find(({ mark }) => mark === "signing");
}

/** How many are signed, and could not be, of how many that were chosen; and which is being signed, counted from 1. */
export function counts({ items }: Sitting): { readonly signed: number; readonly failed: number; readonly of: number; readonly at: number } {
  const chosen = items.filter(({ mark }) => mark !== "left");
  const n = (mark: Mark): number => chosen.filter((item) => item.mark === mark).length;
  return { signed: n("signed"), failed: n("failed"), of: chosen.length, at: chosen.findIndex(({ mark }) => mark === "signing") + 1 };
}

/** The sitting after something has happened. What makes no sense in its phase changes nothing. */
export function after(s: Sitting, event: Event): Sitting {
  switch (event.is) {
    case "choose": return s.phase !== "list" ? s : { ...s, items: s.items.map((item) => (keyOf(item.line) === event.key ? { ...item, mark: event.chosen ? "waits" : "left" } : item)) };
    case "begin": return s.phase === "list" ? next(s) : s;
    case "goOn": return s.phase === "paused" ? next({ ...s, why: undefined }) : s;
    case "ordered": return s.phase === "going" ? { ...s, order: event.order } : s;
    case "reorder": return s.phase === "going" ? { ...s, order: "" } : s;
    case "signed": return s.phase === "going" ? next(marked(s, "signed")) : s;
    case "failed": return s.phase === "going" ? next(marked(s, "failed", event.why)) : s;
    case "paused": return s.phase === "going" ? { ...marked(s, "waits"), phase: "paused", order: "", why: event.why } : s;
    case "rest": {
      const others = new Set(s.items.filter(({ mark }) => mark === "left").map(({ line }) => keyOf(line)));
      return s.phase === "over" ? sit(event.lines.filter((line) => others.has(keyOf(line)))) : s;
    }
    case "again": {
      if (s.phase !== "over") return s;
      const fresh = new Map(event.lines.map((line) => [keyOf(line), line]));
      return next({ ...s, items: s.items.map((item) => (item.mark === "failed" ? { line: fresh.get(keyOf(item.line)) ?? item.line, mark: "waits" } : item)) });
    }
  }
}

function marked(s: Sitting, mark: Mark, why?: Said): Sitting {
  return { ...s, order: "", items: s.items.map((item) => (item.mark === "signing" ? { line: item.line, mark, why } : item)) };
}

function next(s: Sitting): Sitting {
  const at = s.items.findIndex(({ mark }) => mark === "waits");
  if (at < 0) return { ...s, phase: s.phase === "list" ? "list" : "over", order: "" };
  return { ...s, phase: "going", order: "", items: s.items.map((item, i) => (i === at ? { ...item, mark: "signing" } : item)) };
}

// A later version is another thing to sign: nobody has begun with it.
function versionOf(line: SheetLine): string {
  return `${keyOf(line)}:${line.version}`;
}

/** What is kept of a sitting that has begun, as a text; "" where there is nothing to go on with. */
export function kept(s: Sitting): string {
  if (s.phase !== "going" && s.phase !== "paused") return "";
  return JSON.stringify({ going: s.phase === "going", order: s.order, marks: s.items.map(({ line, mark }) => [versionOf(line), mark]) });
}

/**
 * The sitting that was kept, over the timesheets as they are now: those that are no longer among what waits for the provider have been
 * signed, here or by somebody else, and are left out. One that was going on goes on, with its order or with the next where that has been
 * signed meanwhile; one that was paused is so still. undefined where nothing of it is left.
 */
export function found(text: string, lines: readonly SheetLine[]): Sitting | undefined {
  let read: { going?: unknown; order?: unknown; marks?: unknown };
  try {
    read = JSON.parse(text) as typeof read;
  } catch {
    return undefined;
  }
  if (!Array.isArray(read.marks)) return undefined;
  const marks = new Map((read.marks as unknown[]).filter((pair): pair is [string, Mark] => Array.isArray(pair) && typeof pair[0] === "string").map(([key, mark]) => [key, mark]));
  const items: Item[] = lines.filter((line) => line.state === "signed" && marks.has(versionOf(line))).map((line) => {
    const mark = marks.get(versionOf(line));
    return { line, mark: mark === "left" || mark === "signing" ? mark : "waits" };
  });
  const signing = items.some(({ mark }) => mark === "signing");
  if (!items.some(({ mark }) => mark === "waits" || mark === "signing")) return undefined;
  const order = typeof read.order === "string" ? read.order : "";
  if (read.going === true) return signing ? { items, phase: "going", order } : next({ items, phase: "going", order });
  return { items: items.map((item) => (item.mark === "signing" ? { ...item, mark: "waits" } : item)), phase: "paused", order: "" };
}
