// Pictures of how far something has come.

import type { ComponentChildren } from "preact";

/** One step of a line that fills. */
export interface Step {
  label: ComponentChildren;
  done?: boolean;
  now?: boolean;
  /** How it stands, for those who do not see the ink. */
  said?: string;
}

/** The line that fills with ink; on a cover unless it stands on paper. */
export function Steps({ steps, label, onPaper }: { steps: readonly Step[]; label: string; onPaper?: boolean }) {
  return (
    <ol class={onPaper ? "steps steps--paper" : "steps"} aria-label={label}>
      {steps.map((step, i) => (
        <li key={i} class={step.done ? "is-done" : undefined} aria-current={step.now ? "step" : undefined}>
          {step.said && <span class="vh">{step.said} </span>}
          {step.label}
        </li>
      ))}
    </ol>
  );
}

/** A bar of how much of a whole, 0 to 1; said in words by label. */
export function Meter({ part, label, soft }: { part: number; label: string; soft?: boolean }) {
  return (
    <svg role="img" aria-label={label}>
      <rect class={soft ? "m-soft" : "m-fill"} width={`${Math.min(100, Math.max(0, part * 100))}%`} height="100%" />
    </svg>
  );
}

/** What has happened to something, oldest first. */
export function History({ entries, label }: { entries: readonly { key: string; when: string; what: ComponentChildren }[]; label?: string }) {
  return (
    <ol class="history leaf" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key}><span>{entry.when}</span><span>{entry.what}</span></li>
      ))}
    </ol>
  );
}
