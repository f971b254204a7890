import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

/** What a button looks like: the screen's one primary action, the mark on a cover, a line, quiet, or on a cover. */
export type ButtonKind = "primary" | "mark" | "line" | "quiet" | "on-cover" | "plain";

/** A button, or a link that looks like one where it leads to a page. Never disabled: it leads to what is missing. */
export interface ButtonProps {
  kind?: ButtonKind | undefined;
  big?: boolean | undefined;
  tall?: boolean | undefined;
  wide?: boolean | undefined;
  start?: boolean | undefined;
  icon?: IconName | undefined;
  iconAfter?: IconName | undefined;
  /** The name in full, beginning with what is written on it; alone, beside an icon, it is the only name. */
  label?: string | undefined;
  href?: string | undefined;
  submit?: boolean | undefined;
  /** The id of a form that this button submits from outside. */
  form?: string | undefined;
  busy?: boolean | undefined;
  autofocus?: boolean | undefined;
  current?: boolean | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
  children?: ComponentChildren;
}

const turned = new Set<IconName>(["prev", "next", "arrow", "leave", "undo"]);

/** A target of at least 48 px; big ones, for start, stop and send, are 72 px. */
export function Button(p: ButtonProps) {
  const forms = { [p.kind ?? "plain"]: true, big: p.big, tall: p.tall, wide: p.wide, start: p.start, icon: p.label && !p.children };
  const classes = ["btn", ...Object.entries(forms).flatMap(([form, is]) => (is ? `btn--${form}` : []))].join(" ");
  const inside = (
    <>
      {p.icon && <Icon name={p.icon} flip={turned.has(p.icon)} />}
      {p.children && <span>{p.children}</span>}
      {p.iconAfter && <Icon name={p.iconAfter} flip={turned.has(p.iconAfter)} />}
    </>
  );
  if (p.href !== undefined) {
    return (
      <a class={classes} href={p.href} aria-label={p.label} aria-current={p.current ? "page" : undefined} onClick={p.onClick}>
        {inside}
      </a>
    );
  }
  return (
    <button
      class={classes}
      type={p.submit || p.form ? "submit" : "button"}
      form={p.form}
      aria-label={p.label}
      aria-busy={p.busy || undefined}
      autofocus={p.autofocus}
      onClick={p.onClick}
    >
      {inside}
    </button>
  );
}
