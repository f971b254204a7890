// The cover: something is going on, or it is your turn. It carries the primary action.

import type { ComponentChildren } from "preact";
import { format, t } from "../i18n";
import { Icon } from "./Icon";
import { kindIcon, kinds, type Kind } from "./kind";

/** The petrol cover; mark hangs the bookmark over it. */
export function Cover({ title, sub, mark, id, level = 2, children }: { title: ComponentChildren; sub?: ComponentChildren; mark?: boolean; id: string; level?: 1 | 2; children?: ComponentChildren }) {
  const H = `h${level}` as const;
  return (
    <section class={mark ? "cover cover--mark" : "cover"} aria-labelledby={id}>
      <div>
        <H id={id}>{title}</H>
        {sub && <p class="soft">{sub}</p>}
      </div>
      {children}
    </section>
  );
}

/** How long something has been going on, in whole minutes. */
export function Clock({ minutes, going }: { minutes: number; going?: boolean }) {
  const h = Math.floor(minutes / 60);
  return (
    <p class="clock" role={going ? "timer" : undefined} aria-label={going ? format.spokenHours(minutes) : undefined}>
      {h > 0 && <span>{h}<small>h</small></span>} <span>{minutes % 60}<small>min</small></span>
    </p>
  );
}

/** Which kind of time: one touch changes it. On paper (in a form) unless it stands on a cover. */
export function Kinds({ value, onChange, legend, onCover, name = "kind" }: { value: Kind; onChange: (kind: Kind) => void; legend?: ComponentChildren; onCover?: boolean; name?: string }) {
  return (
    <fieldset class={onCover ? "kinds" : "kinds paper-kinds"}>
      <legend>{legend ?? t("kind.legend")}</legend>
      <div class="kinds__set">
        {kinds.map((kind) => (
          <label class="kind" key={kind}>
            <input type="radio" name={name} value={kind} checked={kind === value} onChange={() => onChange(kind)} />
            <span class="kind__face"><Icon name={kindIcon[kind]} /> {t(`kind.${kind}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
