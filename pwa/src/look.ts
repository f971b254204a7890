// How Passbok looks on this device: the size of its text, and light or dark. public/look.js puts it on before the first
// paint of a start; here it is changed.

import { signal, type ReadonlySignal } from "@preact/signals-core";

/** What may be chosen: percent of the browser's own text size; absent: as the device has it. */
export interface Look {
  readonly text?: TextSize;
  readonly theme?: "light" | "dark";
}

/** Percent. 100 is the browser's own size. */
export type TextSize = "125" | "150" | "200";

const kept = "passbok.look";
const papers = { light: "#edf2f1", dark: "#0c1518" };

const chosen = signal<Look>(remembered());

/** How it looks now. */
export const look: ReadonlySignal<Look> = chosen;

/** Looks so from now on, on this device. */
export function wear(next: Look): void {
  chosen.value = next;
  try {
    localStorage.setItem(kept, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing looks so until it is closed.
  }
  show(next);
}

/** The bar of the browser has the paper's colour. Once, at start; the rest is on already. */
export function keepLook(): void {
  show(chosen.peek());
}

function show({ text, theme }: Look): void {
  const root = document.documentElement;
  root.style.fontSize = text === undefined ? "" : `${text}%`;
  if (theme === undefined) delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = papers[theme ?? (meta.media.includes("dark") ? "dark" : "light")];
  }
}

function remembered(): Look {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? "{}") as Look;
  } catch {
    return {};
  }
}
