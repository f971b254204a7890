import { signal, useComputed, useSignalEffect } from "@preact/signals";
import { t } from "../i18n";
import { Button } from "./Button";

/** What was just done, and the way to undo it. */
export interface Done {
  text: string;
  undo?: (() => void) | undefined;
  /** How what was done stands, in a word that follows it (reads signals). */
  state?: (() => string) | undefined;
  /** That word as it was when it was said: the one that is heard. */
  stood?: string;
  /** When it was said, in milliseconds by a clock that is never set. */
  at: number;
  /** It was said before, and comes up again: to be seen, not to be heard. */
  again?: boolean;
}

/** Holds the toast that is shown, and those under it that can still be undone. Made once, beside the app, and handed to the screens that act. */
export function toaster(clock = (): number => performance.now()) {
  const shown = signal<Done | undefined>(undefined);
  const heard = signal("");
  let under: Done[] = [];
  const young = (done: Done): boolean => clock() - done.at < atLeast;
  return {
    shown,
    heard,
    /** Says that something is done, and how that stands; over what was said before. Behind a sheet nobody would hear it: one that is about to go is waited for. */
    say(text: string, undo?: () => void, state?: () => string): void {
      const stood = state?.() ?? "";
      const put = (patience: number): void => {
        if (patience > 0 && globalThis.document?.querySelector("dialog[open]")) {
          setTimeout(put, 50, patience - 1);
          return;
        }
        const before = shown.peek();
        under = (before?.undo ? [...under, before] : under).filter(young);
        heard.value = "";
        shown.value = { text, at: clock(), undo, state, stood };
      };
      put(20);
    },
    /** Says what one sees by what is not there any more, to those who listen. */
    tell(text: string): void {
      heard.value = heard.peek() === text ? `${text}\u00a0` : text; // the same once more is something new
    },
    /** Takes back what was said last, or only closes it; what was done shortly before it can be taken back after it. */
    done(back: boolean): void {
      if (back) shown.peek()?.undo?.();
      const before = under.pop();
      shown.value = before && young(before) ? { ...before, at: clock(), again: true } : undefined;
    },
    /** Takes it away. */
    clear(): void {
      under = [];
      shown.value = undefined;
    },
  };
}

/** What toaster makes. */
export type Toaster = ReturnType<typeof toaster>;

/** For how long a toast stays at least, in milliseconds; after that the next thing one does takes it away. */
const atLeast = 10_000;

// Keys by which one gets somewhere, the toast perhaps: they do nothing that would take it away.
const going = /^(Tab|Arrow\w+|Home|End|Page\w+|Shift|Control|Alt|Meta)$/;

/**
 * The place where toasts come up, always in the page so that screen readers hear it. What is said is written into it at once,
 * however much there is to draw beside it. Ctrl+Z undoes, where no text is written.
 */
export function Toasts({ toaster: { shown, heard, clear, done } }: { toaster: Toaster }) {
  useSignalEffect(() => {
    const now = shown.value;
    if (now === undefined) return undefined;
    let held = false; // while the pointer or the focus is on it
    let left = atLeast;
    let began = performance.now();
    let timer = setTimeout(ready, left);
    const gone = new AbortController();
    const on = <Name extends keyof DocumentEventMap>(name: Name, does: (event: DocumentEventMap[Name]) => void): void => document.addEventListener(name, does, gone);
    const over = ({ target }: Event): boolean => target instanceof Element && target.closest(".toast") !== null;
    const hold = (event: Event): void => {
      if (over(event) === held) return;
      held = !held;
      clearTimeout(timer);
      if (held) left = Math.max(0, left - (performance.now() - began));
      else {
        began = performance.now();
        timer = setTimeout(ready, left);
      }
    };
    const key = (event: KeyboardEvent): void => {
      const writes = event.target instanceof Element && event.target.closest("input:not([type=radio]), textarea, [contenteditable]");
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || writes || !now.undo) return;
      event.preventDefault();
      done(true);
    };
    function ready(): void {
      on("pointerdown", leave);
      on("keydown", leave);
    }
    function leave(event: Event): void {
      if (over(event)) return;
      if (event instanceof KeyboardEvent && (going.test(event.key) || event.ctrlKey || event.metaKey)) return;
      clear();
    }
    on("pointerover", hold);
    on("focusin", hold);
    on("keydown", key);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  });
  const undo = (): void => {
    done(true);
    if (!shown.peek()) document.getElementById("main")?.focus({ preventScroll: true }); // the button is gone
  };
  // Of what stands otherwise now the new word is seen, and the one that was heard is not: it stays where it is, so that nothing is said again.
  const since = useComputed(() => {
    const { state, stood } = shown.value ?? {};
    const now = state?.() ?? "";
    return now === stood ? "" : now;
  });
  return (
    <div class="toasts">
      <div role="status" aria-live={useComputed(() => (shown.value?.again ? "off" : "polite"))}>
        <div class="toast" hidden={useComputed(() => shown.value === undefined)}>
          <span>{useComputed(() => (shown.value?.text ? `${shown.value.text}${shown.value.stood ? " " : ""}` : ""))}<span class={useComputed(() => (since.value ? "vh" : ""))}>{useComputed(() => shown.value?.stood ?? "")}</span><span aria-hidden="true">{since}</span></span>
          <Button onClick={undo}>{useComputed(() => t(shown.value?.undo ? "do.undo" : "do.close"))}</Button>
        </div>
      </div>
      <span class="vh" role="status">{heard}</span>
    </div>
  );
}
