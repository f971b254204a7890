import { Fragment } from "preact";
import { format } from "../../i18n";
import { KindName, State } from "../../ui";
import { standing, type Shown } from "./standing";

/** What a card is given. */
export interface CardProps {
  of: Shown;
  onOpen: () => void;
  /** Moves it so many days. */
  onMove: (days: number) => void;
  /** It may be dragged to another day, too. */
  drags: boolean;
}

/** What is dragged, as the browser's own name of its kind. */
export const dragged = "application/x-passbok-plan";

/** One plan in its day: a press opens it, Shift with an arrow moves it a day. */
export function Card({ of, onOpen, onMove, drags }: CardProps) {
  const { plan, name } = of;
  const key = (event: KeyboardEvent): void => {
    const days = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (days === 0 || !event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onMove(document.documentElement.dir === "rtl" ? -days : days);
  };
  return (
    <button class={plan.assistant === "" ? "plan plan--vacant" : "plan"} type="button" id={`plan-${plan.id}`} onClick={onOpen} onKeyDown={key} draggable={drags} onDragStart={(e) => e.dataTransfer?.setData(dragged, plan.id)}>
      <span class="plan__when num">{format.span(plan.start, plan.end)}</span>
      <strong>{name}</strong>
      <span class="s"><KindName kind={plan.kind} /></span>
      {standing(of).map(({ tone, icon, words, more }) => <Fragment key={words}><State tone={tone} icon={icon}>{words}</State>{more && <span class="s">{more}</span>}</Fragment>)}
      {plan.note && <span class="s soft">{plan.note}</span>}
    </button>
  );
}
