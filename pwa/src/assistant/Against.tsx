import { format, t } from "../i18n";
import { core } from "../core";
import type { Sums } from "../core/month";
import { against, type Plan, type PlannedDay } from "../core/plan";
import { Ledger, LedgerRow } from "../ui";
import { counted, onDate, type Mine } from "./mine";
import { unanswered } from "./plans";
import type { RoomView } from "./room";
import { a } from "./words";

/** What was planned in a month so far and what was worked: one sentence, and the days that differ, each of which leads to where that is put right. Nothing where nothing was planned. */
export function Against({ month, plans, shown, room }: { month: string; plans: readonly Plan[]; shown: readonly Mine[]; room: RoomView }) {
  const { now } = room;
  const shifts = shown.map((m) => m.shift);
  const { planned, worked, days } = against(month, plans, shifts, now);
  if (total(planned) === 0) return null;
  return (
    <section class="section" aria-labelledby="against">
      <h2 id="against">{a("against.title")}</h2>
      <p>{a("against.said", { planned: format.hours(total(planned)), worked: format.hours(total(worked)) })} {days.length === 0 && a("against.same")}</p>
      {days.length > 0 && (
        <Ledger label={a("against.days")}>
          {days.map((day) => (
            <LedgerRow key={day.date} when={format.capital(format.shortDay(day.date))} label={`${differs(day)}, ${format.shortDay(day.date)}`} what={<strong>{differs(day)}</strong>} {...leads(day.date, plans, shown, room)}>
              <span class="s soft">{a("against.day", { planned: inWords(day.planned), worked: inWords(day.worked) })}</span>
            </LedgerRow>
          ))}
        </Ledger>
      )}
    </section>
  );
}

// To the question how it went, where nobody has said; to the row, or to the rows of the day; else to a row for what was planned.
function leads(date: string, plans: readonly Plan[], shown: readonly Mine[], room: RoomView) {
  if (core.outdated.value) return {};
  const planned = plans.filter((p) => p.start.slice(0, 10) <= date && date <= p.end.slice(0, 10));
  if (unanswered(planned, counted(room.mine), room.now).length > 0) return { href: "/plan" };
  const rows = shown.filter((m) => onDate(m, date, room.now));
  const [first] = rows;
  if (!first) return { onClick: () => room.edit({ plan: planned[0] }) };
  return rows.length > 1 ? { href: `#${first.shift.start.slice(0, 10)}` } : { onClick: () => room.edit({ shift: first }) };
}

function differs({ planned, worked }: PlannedDay): string {
  const by = total(worked) - total(planned);
  return by === 0 ? a("against.kind") : a(by > 0 ? "against.more" : "against.less", { time: format.hours(Math.abs(by)) });
}

// 1 h aktiv, 7 h väntetid; only the hours where it is active time alone.
function inWords(sums: Sums): string {
  const parts = (["active", "waiting", "standby"] as const).filter((kind) => sums[kind] > 0);
  if (parts.length === 0) return t("field.nothing");
  return parts.map((kind) => `${format.hours(sums[kind])} ${t(`kind.${kind}`).toLocaleLowerCase()}`).join(", ");
}

function total(sums: Sums): number {
  return sums.active + sums.waiting + sums.standby;
}
