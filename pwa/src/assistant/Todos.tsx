import { format, said, t } from "../i18n";
import { minutesOf } from "../core/month";
import { Button, Finding, State, Writes } from "../ui";
import type { Mine, Todo } from "./mine";
import type { RoomView } from "./room";
import { a } from "./words";

/** What must be fixed, each with the way to fix it. Nothing at all where there is nothing. */
export function Todos({ of, room }: { of: readonly Todo[]; room: RoomView }) {
  if (of.length === 0) return null;
  return (
    <section class="section" id="ratta" aria-labelledby="fix">
      <header><h2 id="fix">{t("month.fix")}</h2><span class="soft s">{t("month.things", { n: of.length })}</span></header>
      <div class="findings">{of.map((todo) => <One key={todo.code + todo.rows.map((m) => m.row.id).join()} todo={todo} room={room} />)}</div>
    </section>
  );
}

const titles = { no_end: "month.noEnd", overlap: "month.overlap", over_24h: "month.tooLong", conflict: "month.conflict" } as const;

function One({ todo, room }: { todo: Todo; room: RoomView }) {
  const [first, second] = todo.rows;
  if (!first) return null;
  // Two that meet do so when the later one begins.
  const day = format.capital(format.day((second ?? first).shift.start));
  const when = whenOf(todo.rows);
  const title = todo.code === "refused" ? a("month.refused", { day }) : t(titles[todo.code], { day });
  return (
    <Finding state={<State tone="you" icon="you">{t("state.you")}</State>} title={title} rule={ruleOf(todo.code)}>
      <p>{what(todo, first, second, when, room)}</p>
      <Writes>{todo.code === "conflict" ? (
        <Button kind="line" href={`/conflict/${first.row.id}`}>{t("month.answer")}</Button>
      ) : todo.code === "overlap" && second ? (
        <>
          <Button kind="line" onClick={() => room.edit({ shift: first, at: "to" })}>{t("do.change")} {when(first)}</Button>
          <Button kind="line" onClick={() => room.edit({ shift: second, at: "from" })}>{t("do.change")} {when(second)}</Button>
        </>
      ) : (
        <Button kind="line" onClick={() => room.edit({ shift: first, ...(todo.code === "refused" ? {} : { at: "to" as const }) })}>{todo.code === "refused" ? a("month.look") : t("month.correct")}</Button>
      )}</Writes>
    </Finding>
  );
}

// The rule that asks for it, and where it stands.
function ruleOf(code: Todo["code"]) {
  if (code === "refused") return undefined; // the server has said why
  return <><b>{a("rule")}:</b> {a(`rule.${code}`)}{code === "no_end" && <> <b>{a("source")}:</b> {a("source.no_end")}</>}</>;
}

// The times of a row; with its day where not all that are named begin on one day.
function whenOf(rows: readonly Mine[]): (m: Mine) => string {
  const days = new Set(rows.map((m) => format.shortDay(m.shift.start)));
  return ({ shift }) => (days.size > 1 ? `${format.shortDay(shift.start)} ` : "") + format.span(shift.start, shift.end);
}

function what(todo: Todo, first: Mine, second: Mine | undefined, when: (m: Mine) => string, room: RoomView): string {
  const told = (m: Mine): string => `${room.short(m.shift.beneficiary)} ${when(m)}`;
  switch (todo.code) {
    case "conflict":
      return `${told(first)}. ${t("conflict.both")}`;
    case "refused":
      return said(first.row.refused?.verdict?.message) || a("month.refusedDo");
    case "no_end":
      return `${told(first)}. ${t("month.noEndDo")}`;
    case "over_24h":
      return `${told(first)}, ${format.hours(minutesOf(first.shift))}. ${t("month.tooLongDo")}`;
    case "overlap":
      return t("month.overlapDo", { first: told(first), second: second ? told(second) : "" });
  }
}
