// The ledger: time left of the double margin line, what happened right of it.

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

/** A ruled list of rows. */
export function Ledger({ label, children }: { label?: string; children: ComponentChildren }) {
  return <ul class="ledger" aria-label={label}>{children}</ul>;
}

/** A day's heading within a ledger. */
export function LedgerDay({ id, children }: { id?: string; children: ComponentChildren }) {
  return <li class="ledger__day" id={id}>{children}</li>;
}

/** One row. Where it leads somewhere, the whole row is the target and `what` its name. */
export interface LedgerRowProps {
  when: ComponentChildren;
  sub?: ComponentChildren;
  what: ComponentChildren;
  sum?: ComponentChildren;
  href?: string | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
  /** Said to those who listen, in front of what is written. */
  label?: string | undefined;
  gone?: boolean | undefined;
  children?: ComponentChildren;
}

/** A row of a ledger. */
export function LedgerRow({ when, sub, what, sum, href, onClick, label, gone, children }: LedgerRowProps) {
  let named = what;
  if (href !== undefined) named = <a class="hit" href={href} onClick={onClick} aria-label={label}>{what}</a>;
  else if (onClick) named = <button class="hit" type="button" onClick={onClick} aria-label={label}>{what}</button>;
  return (
    <li class={gone ? "is-gone" : undefined}>
      <div class="ledger__when">{when}{sub && <small>{sub}</small>}</div>
      <div class="ledger__what">
        <div class="ledger__top">{named}{sum && <span class="num">{sum}</span>}</div>
        {children}
      </div>
    </li>
  );
}

/** A ledger of sums: what, and how much. */
export function SumLedger({ children }: { children: ComponentChildren }) {
  return <ul class="ledger ledger--sum">{children}</ul>;
}

/** One sum; total is the line at the bottom. */
export function Sum({ what, total, children }: { what: ComponentChildren; total?: boolean; children: ComponentChildren }) {
  return <li class={total ? "total" : undefined}><span>{what}</span><span>{children}</span></li>;
}

/** How a thing stands. Icon and word always; only "you" is filled, since only that asks for something. */
export type Tone = "plain" | "done" | "you" | "alarm";

/** The icon and word of a state. */
export function State({ tone = "plain", icon, children }: { tone?: Tone | undefined; icon: IconName; children: ComponentChildren }) {
  return <span class={tone === "plain" ? "state" : `state state--${tone}`}><Icon name={icon} /> {children}</span>;
}
