import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "./Button";

/** What was just done, and the way to undo it. */
export interface Done {
  text: string;
  undo?: () => void;
}

/** Holds the one toast that is shown. Made once, beside the app, and handed to the screens that act. */
export function toaster() {
  const shown = signal<Done | undefined>(undefined);
  return {
    shown,
    /** Says that something is done; takes the place of what was said before. */
    say(text: string, undo?: () => void): void {
      shown.value = undo ? { text, undo } : { text };
    },
    /** Takes it away. */
    clear(): void {
      shown.value = undefined;
    },
  };
}

/** What toaster makes. */
export type Toaster = ReturnType<typeof toaster>;

/** For how long a toast stays at least, in milliseconds; after that the next thing one does takes it away. */
const atLeast = 10_000;

/** The place where toasts come up, always in the page so that screen readers hear it. */
export function Toasts({ toaster: { shown, clear } }: { toaster: Toaster }) {
  const now = shown.value;
  useEffect(() => {
    if (now === undefined) return undefined;
    const ready = setTimeout(() => {
      document.addEventListener("pointerdown", leave);
      document.addEventListener("keydown", leave);
    }, atLeast);
    function leave(event: Event): void {
      if (event.target instanceof Element && event.target.closest(".toast")) return;
      clear();
    }
    return () => {
      clearTimeout(ready);
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("keydown", leave);
    };
  }, [now]);
  return (
    <div class="toasts" role="status">
      {now && (
        <div class="toast">
          <span>{now.text}</span>
          {now.undo ? (
            <Button icon="undo" onClick={() => { now.undo?.(); clear(); }}>{t("do.undo")}</Button>
          ) : (
            <Button onClick={clear}>{t("do.close")}</Button>
          )}
        </div>
      )}
    </div>
  );
}
