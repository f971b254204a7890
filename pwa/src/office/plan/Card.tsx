import type { Plan } from "../../core/plan";
import { format, t } from "../../i18n";
import { KindName, State } from "../../ui";
import type { Found } from "../types";
import { o } from "../words";
import { sv, type Key } from "./sv";
import { p } from "./words";

/** How a plan stands that is over or being worked; none while it is to come. */
export type How = "worked" | "going" | "unanswered" | undefined;

/** What a card is given. */
export interface CardProps {
  plan: Plan;
  /** The assistant's name. */
  name: string;
  how: How;
  /** What it clashes with, in words. */
  clashes: readonly string[];
  /** The assistant has no engagement here that day. */
  stranger: boolean;
  /** It is vacant, and offered to somebody. */
  offered: boolean;
  /** Whoever is to work it would be without it. */
  wished: boolean;
  /** What else the rules find. */
  found: readonly Found[];
  waiting: boolean;
  onOpen: () => void;
  /** Moves it so many days. */
  onMove: (days: number) => void;
  /** It may be dragged to another day, too. */
  drags: boolean;
}

/** What is dragged, as the browser's own name of its kind. */
export const dragged = "application/x-passbok-plan";

// What a finding is called where there is little room; those two that refuse have their own words.
function shortOf(found: readonly Found[]): string[] {
  const keys = found.map(({ code }) => `short.${code}`).filter((key): key is Key => key in sv);
  return [...new Set(keys)].map((key) => p(key));
}

/** One plan in its day: a press opens it, Shift with an arrow moves it a day. */
export function Card({ plan, name, how, clashes, stranger, offered, wished, found, waiting, onOpen, onMove, drags }: CardProps) {
  const key = (event: KeyboardEvent): void => {
    const days = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (days === 0 || !event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onMove(document.documentElement.dir === "rtl" ? -days : days);
  };
  return (
    <button class={plan.assistant === "" ? "plan plan--vacant" : "plan"} type="button" id={`plan-${plan.id}`} onClick={onOpen} onKeyDown={key} draggable={drags} onDragStart={(e) => e.dataTransfer?.setData(dragged, plan.id)}>
      <span class="plan__when num">{format.span(plan.start, plan.end)}</span>
      {plan.assistant === "" ? <strong>{o("plan.vacantShort")}</strong> : <strong>{name}</strong>}
      <span class="s"><KindName kind={plan.kind} /></span>
      {plan.draft && <State icon="paper">{p("draft")}</State>}
      {how && <State tone={how === "unanswered" ? "plain" : "done"} icon={how === "unanswered" ? "todo" : "check"}>{how === "going" ? format.capital(t("time.going")) : o(`plan.${how}`)}</State>}
      {wished && <State tone="you" icon="you">{p("swap.short")}</State>}
      {offered && (wished || plan.assistant === "") && <State icon="speak">{p("offer.short")}</State>}
      {waiting && <State icon="device">{t("state.phone")}</State>}
      {plan.disputed && <State tone="you" icon="you">{t("state.you")}</State>}
      {clashes.length > 0 && <><State tone="you" icon="you">{o("plan.clash")}</State><span class="s">{clashes.join(", ")}</span></>}
      {stranger && <><State tone="you" icon="you">{o("plan.stranger")}</State></>}
      {shortOf(found).map((words) => <State key={words} tone="you" icon="you">{words}</State>)}
      {plan.note && <span class="s soft">{plan.note}</span>}
    </button>
  );
}
