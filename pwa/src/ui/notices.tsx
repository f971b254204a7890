// What the app says to a person: quiet notices, findings, and what went wrong.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon, type IconName } from "./Icon";

/** A quiet notice; offline is one of these, never an alarm. Announced politely unless it is one. */
export function Notice({ tone, icon, children, live }: { tone?: "you" | "alarm" | "done" | "info"; icon: IconName; children: ComponentChildren; live?: boolean }) {
  return (
    <div class={tone ? `notice notice--${tone}` : "notice"} role={tone === "alarm" ? "alert" : live ? "status" : undefined}>
      <Icon name={icon} /> <span>{children}</span>
    </div>
  );
}

/** Something that a month's check found: how grave, what it is, what to do. */
export function Finding({ state, title, children, rule, level = 3 }: { state: ComponentChildren; title: ComponentChildren; children?: ComponentChildren; rule?: ComponentChildren; level?: 3 | 4 }) {
  const H = `h${level}` as const;
  return (
    <article class="finding">
      {state}
      <H>{title}</H>
      {children}
      {rule && <p class="rule">{rule}</p>}
    </article>
  );
}

/** Empty, offline or failed: what happened, what is safe, what to do now. */
export function Trouble({ icon, alarm, title, children, level = 2 }: { icon: IconName; alarm?: boolean; title: ComponentChildren; children?: ComponentChildren; level?: 1 | 2 }) {
  const H = `h${level}` as const;
  return (
    <section class="trouble" role={alarm ? "alert" : undefined}>
      <span class={alarm ? "trouble__art trouble__art--alarm" : "trouble__art"}><Icon name={icon} /></span>
      <H>{title}</H>
      {children}
    </section>
  );
}

/** A skeleton in the shape of a ledger; nothing at all before 300 ms have passed. */
export function Skeleton({ rows = 3, label }: { rows?: number; label: string }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true">
      <span class="vh" role="status">{shown ? label : ""}</span>
      {shown && (
        <ul class="ledger" aria-hidden="true">
          {Array.from({ length: rows }, (_, i) => (
            <li key={i}>
              <div class="ledger__when"><span class="sk sk--s" /></div>
              <div class="ledger__what"><span class="sk sk--l" /><span class="sk sk--m" /></div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
