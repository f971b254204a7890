// How a change to a paper is kept: on this device first, then it is sent; and the way back.

import { untaken, type Fields, type Row as Doc } from "../../core/types";
import { t } from "../../i18n";
import type { Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { p } from "./words";

/** A change to one document. */
export interface Change {
  ref: string;
  /** The row's rev when its form was drawn; 0 for a new one. */
  base: number;
  set: Fields;
  resolves?: readonly string[];
}

/** Keeps a change, says so, and offers the way back where there is one. Whether it is kept. */
export async function keep(desk: Desk, toasts: Toaster, { ref, base, set, resolves }: Change, done: string): Promise<boolean> {
  const before = desk.docs.peek().get(ref);
  try {
    await desk.act(ref, base, set, resolves ? { resolves } : {});
  } catch {
    toasts.say(t("edit.notSaved"));
    return false;
  }
  const back = undo(before, set);
  toasts.say(done, back && (() => void keep(desk, toasts, { ref, base: desk.docs.peek().get(ref)?.rev ?? base, set: back }, p("said.undone"))));
  return true;
}

/** What was refused of a document has been read, all of it: each is told of after the one before. */
export async function readAll(desk: Desk, ref: string): Promise<void> {
  let last = "";
  for (let next = refusedOf(desk, ref); next !== "" && next !== last; next = refusedOf(desk, ref)) {
    last = next;
    await desk.read(next);
  }
}

function refusedOf(desk: Desk, ref: string): string {
  return desk.docs.peek().get(ref)?.refused?.id ?? "";
}

/** What takes a change back: the fields as they stood, or that the new document is removed. */
export function undo(before: Doc | undefined, set: Fields): Fields | undefined {
  if (before === undefined || untaken(before)) return { void: true };
  return Object.fromEntries(Object.keys(set).map((name) => [name, before.fields[name] ?? (name === "void" ? false : null)]));
}
