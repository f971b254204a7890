// The three kinds of time: always colour and pattern and word.

import { t } from "../i18n";
import { Icon, type IconName } from "./Icon";

/** A kind of time, as the book says it. */
export type Kind = "active" | "waiting" | "standby";

/** All kinds, in the order in which they are shown. */
export const kinds: readonly Kind[] = ["active", "waiting", "standby"];

/** The icon of each kind. */
export const kindIcon: Record<Kind, IconName> = { active: "k-active", waiting: "k-wait", standby: "k-standby" };

const tone: Record<Kind, string> = { active: "k", waiting: "k k--wait", standby: "k k--standby" };
const swatch: Record<Kind, string> = { active: "sw sw--active", waiting: "sw sw--wait", standby: "sw sw--standby" };

/** A kind's icon and its word. */
export function KindName({ kind }: { kind: Kind }) {
  return <span class={tone[kind]}><Icon name={kindIcon[kind]} /> {t(`kind.${kind}`)}</span>;
}

/** What the inks of a chart mean. */
export function KindLegend() {
  return (
    <ul class="legend">
      {kinds.map((kind) => <li key={kind}><span class={swatch[kind]} /> {t(`kind.${kind}`)}</li>)}
    </ul>
  );
}
