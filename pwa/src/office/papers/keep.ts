// How a change to a paper is kept: on this device first, then it is sent; and the way back.

import type { Fields, Row as Doc } from "../../core/types";
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

/** Keeps a change, says so, and offers the way back where there is one. */
export async function keep(desk: Desk, toasts: Toaster, { ref, base, set, resolves }: Change, done: string): Promise<void> {
  const before = desk.docs.peek().get(ref);
  try {
    await desk.act(ref, base, set, resolves ? { resolves } : {});
  } catch {
    return toasts.say(t("edit.notSaved"));
  }
  const back = undo(before, set);
  toasts.say(done, back && (() => void keep(desk, toasts, { ref, base: desk.docs.peek().get(ref)?.rev ?? base, set: back }, p("said.undone"))));
}

/** What takes a change back: the fields as they stood, or that the new document is removed. */
export function undo(before: Doc | undefined, set: Fields): Fields | undefined {
  if (before === undefined) return { void: true };
  return Object.fromEntries(Object.keys(set).map((name) => [name, before.fields[name] ?? (name === "void" ? false : null)]));
}
