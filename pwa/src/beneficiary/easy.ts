// The easy version: shorter sentences, one thing a screen, pictures with words, no tables. Chosen on the device, and kept there.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { InvoiceView } from "./view";

const kept = "passbok.easy";
const chosen = signal(remembered());

/** Whether the easy version is shown. */
export const easy: ReadonlySignal<boolean> = chosen;

/** Shows the easy version, or the whole one, from now on, on this device. */
export function choose(on: boolean): void {
  chosen.value = on;
  try {
    if (on) localStorage.setItem(kept, "1");
    else localStorage.removeItem(kept);
  } catch {
    // A browser that keeps nothing shows it until it is closed.
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(kept) === "1";
  } catch {
    return false;
  }
}

/** A screen of the easy invoice. */
export type EasyStep = "sums" | "who" | "granted" | "missing" | "questions" | "send";

/** The screens of an invoice, in order: none that has nothing to say. */
export function stepsOf(view: InvoiceView): readonly EasyStep[] {
  const told = (view.lacks ?? []).length + (view.found ?? []).length > 0;
  return (["sums", "who", "granted", "missing", "questions", "send"] as const).filter((step) =>
    step === "granted" ? Boolean(view.granted) : step === "missing" ? told : step === "questions" ? view.mayHandOver === true : true);
}

/** The number in ?steg=, from 1 to as many as there are. */
export function stepIn(search: string, of: number, name = "steg"): number {
  const n = Number(new URLSearchParams(search).get(name) ?? 1);
  return Number.isInteger(n) ? Math.min(of, Math.max(1, n)) : 1;
}
