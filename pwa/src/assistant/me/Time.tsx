import { useComputed } from "@preact/signals";
import { core } from "../../core";
import { dateOf, instant } from "../../core/time";
import { text } from "../../core/types";
import { format, t } from "../../i18n";
import { kinds, KindName, LedgerRow, Ledger, Sum, SumLedger } from "../../ui";
import { counted } from "../mine";
import type { RoomView } from "../room";
import { m } from "./words";
import { weekOf, worktime, type Planned, type Worked } from "./worktime";

/** How much one has worked, by week and month. */
export function Time({ room }: { room: RoomView }) {
  const today = dateOf(room.now);
  const planned = useComputed(() => plans(room.me)).value;
  const { weeks, ahead, months, longest, nights } = worktime(counted(room.mine), planned, today);
  const week = (from: string): string => m("time.week", { n: weekOf(from) });
  return (
    <>
      <p class="soft">{m("time.from")}</p>
      {weeks.length === 0 ? <p>{m("time.empty")}</p> : (
        <>
          <Stretches title={m("time.weeks")} of={weeks} name={week} />
          {ahead.length > 0 && <Stretches ahead title={t("state.planned")} of={ahead} name={week} />}
          <Stretches title={m("time.months")} of={months} name={(from) => format.capital(format.month(from).slice(0, 3))} sub={(from) => from.slice(0, 4)} />
          <SumLedger>
            {longest && <Sum what={<>{m("time.longest")} <span class="soft">{format.dayMonth(longest.start)}</span></>}>{format.hours(longest.minutes)}</Sum>}
            <Sum what={<>{m("time.nights")} <span class="soft">{m("time.nightsWhat")}</span></>}>{nights}</Sum>
          </SumLedger>
        </>
      )}
    </>
  );
}

function Stretches({ title, of, name, sub = format.dayMonth, ahead }: { title: string; of: readonly Worked[]; name: (from: string) => string; sub?: (from: string) => string; ahead?: boolean }) {
  return (
    <section class="section" aria-label={title}>
      <h2>{title}</h2>
      <Ledger>
        {of.map((one) => (
          <LedgerRow key={one.from} when={name(one.from)} sub={sub(one.from)} what={!ahead && <b>{format.hours(one.minutes)}</b>}>
            {kinds.filter((kind) => one.sums[kind] > 0).map((kind) => <span key={kind} class="s row"><KindName kind={kind} /> {format.hours(one.sums[kind])}</span>)}
            {one.planned !== undefined && <span class="s soft">{m("time.planned", { time: format.hours(one.planned) })}</span>}
          </LedgerRow>
        ))}
      </Ledger>
    </section>
  );
}

// What is planned for the person, where the provider plans in Passbok.
function plans(me: string): Planned[] {
  const found: Planned[] = [];
  for (const { kind, fields } of core.rows.value.values()) {
    const [start, end] = [text(fields, "start"), text(fields, "end")];
    if (kind === "plan" && fields["assistant"] === me && fields["void"] !== true && instant(start) < instant(end)) found.push({ start, end });
  }
  return found;
}
