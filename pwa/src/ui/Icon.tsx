import { icons } from "./icons";

/** The name of an icon that every room may use. */
export type IconName = keyof typeof icons;

/** A picture beside a word; it says nothing to a screen reader, the word does. */
export function Icon({ name, flip, large }: { name: IconName; flip?: boolean; large?: boolean }) {
  return <Shape drawn={icons[name]} flip={flip} large={large} />;
}

/** An icon from another set, in the form of icons.ts: stroked | filled and stroked | filled only. */
export function Shape({ drawn, flip, large }: { drawn: string; flip?: boolean | undefined; large?: boolean | undefined }) {
  const [stroked, filled, solid] = drawn.split("|");
  return (
    <svg class={`i${flip ? " i--flip" : ""}${large ? " i--l" : ""}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {stroked && <path d={stroked} />}
      {filled && <path class="f" d={filled} />}
      {solid && <path class="f" stroke="none" d={solid} />}
    </svg>
  );
}

/** Our mark: a book with a yellow bookmark. */
export function Logo() {
  return (
    <svg class="i" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path fill="var(--logo-cover)" d="M7 2.5h15.5A5 5 0 0 1 27.5 7.5v17a5 5 0 0 1-5 5H7a2.5 2.5 0 0 1-2.5-2.5V5A2.5 2.5 0 0 1 7 2.5Z" />
      <path fill="var(--logo-spine)" d="M7 2.5h2.5v27H7A2.5 2.5 0 0 1 4.5 27V5A2.5 2.5 0 0 1 7 2.5Z" />
      <path fill="var(--mark)" d="M17.5 2.5h5.5v12.3l-2.75-2.4-2.75 2.4Z" />
      <path stroke="var(--logo-line)" stroke-width="1.8" stroke-linecap="round" fill="none" d="M13.5 19.5h9.5M13.5 24h6" />
    </svg>
  );
}

/** The patterns that charts fill with (waiting hatched, standby dotted). Mounted once, beside the app. */
export function Patterns() {
  return (
    <svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <Hatch id="p-wait" ground="var(--k-wait-wash)" ink="var(--k-wait)" width={2.4} />
        <Dots id="p-standby" ground="var(--k-standby-wash)" ink="var(--k-standby)" radius={1.25} />
        <Hatch id="p-wait-c" ink="var(--cover-ink)" width={2.6} />
        <Dots id="p-standby-c" ink="var(--cover-ink)" radius={1.3} />
      </defs>
    </svg>
  );
}

/** A hatched pattern for a chart, under the id that a fill names. */
export function Hatch({ id, ground, ink, width, opacity }: { id: string; ground?: string; ink: string; width: number; opacity?: number }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      {ground && <rect width="6" height="6" fill={ground} />}
      <rect width={width} height="6" fill={ink} opacity={opacity} />
    </pattern>
  );
}

/** A dotted pattern for a chart, under the id that a fill names. */
export function Dots({ id, ground, ink, radius, opacity }: { id: string; ground?: string; ink: string; radius: number; opacity?: number }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
      {ground && <rect width="6" height="6" fill={ground} />}
      <circle cx="1.5" cy="1.5" r={radius} fill={ink} opacity={opacity} />
      <circle cx="4.5" cy="4.5" r={radius} fill={ink} opacity={opacity} />
    </pattern>
  );
}
