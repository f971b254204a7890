import type { ComponentChildren } from "preact";
import { format, t } from "../i18n";
import { core, newId } from "../core";
import { between, instant } from "../core/time";
import { answered, type Plan } from "../core/plan";
import { Button, Finding, KindName, Ledger, LedgerDay, LedgerRow, State, Trouble, Writes } from "../ui";
import { undo } from "./clocking";
import { asPlanned, coming, counted, meets, unanswered } from "./plans";
import type { RoomView } from "./room";
import { a } from "./words";

/** The plan: what is over and not answered, and the coming two weeks. */
export function PlanPage({ room }: { room: RoomView }) {
  const shifts = counted(room.mine);
  const asks = unanswered(room.plans, shifts, room.now);
  const open = new Set(asks.flat());
  const days = coming(room.plans, room.now).map(([date, plans]) => [date, plans.filter((p) => !open.has(p))] as const).filter(([, plans]) => plans.length > 0);
  return (
    <>
      <div>
        <h1>{t("nav.plan")}</h1>
        <p class="soft">{a("plan.sub")}</p>
      </div>
      {asks.length > 0 && (
        <section class="section" aria-labelledby="ask">
          <header><h2 id="ask">{a("plan.ask")}</h2><span class="soft s">{t("month.things", { n: asks.length })}</span></header>
          <div class="findings">{asks.map((stay) => <Asked key={stay[0]?.id} stay={stay} clear={!stay.some((p) => meets(p, shifts, room.now))} room={room} />)}</div>
        </section>
      )}
      {days.length === 0 ? <Trouble icon="calendar" title={a("plan.none")}><p>{a("plan.noneWhat")}</p></Trouble> : (
        <Ledger label={a("plan.sub")}>
          {days.flatMap(([date, plans]) => [
            <LedgerDay key={date}>{format.capital(format.day(date))}</LedgerDay>,
            ...plans.map((p) => (
              <PlanRow key={p.id} of={p} room={room}>
                {instant(p.start) <= room.now && answered(p, shifts, room.now) ? (
                  <State tone="done" icon="check">{instant(p.end) <= room.now ? a("plan.worked") : format.capital(t("time.going"))}</State>
                ) : <State icon="calendar">{t("state.planned")}</State>}
              </PlanRow>
            )),
          ])}
        </Ledger>
      )}
    </>
  );
}

function PlanRow({ of, room, onClick, children }: { of: Plan; room: RoomView; onClick?: () => void; children?: ComponentChildren }) {
  return (
    <LedgerRow when={format.span(of.start, of.end)} what={<>{room.short(of.beneficiary)}<span class="vh">, </span></>} sum={format.hours(between(of.start, of.end))} onClick={onClick}>
      <KindName kind={of.kind} />
      {children}
      {of.disputed && <span class="s">{a("plan.disputed")}</span>}
      {of.note && <span class="s soft">{of.note}</span>}
    </LedgerRow>
  );
}

// A stay that is over: as planned in one tap, or a tap on the piece that was otherwise.
function Asked({ stay, clear, room }: { stay: readonly Plan[]; clear: boolean; room: RoomView }) {
  const [first, last] = [stay[0], stay.at(-1)];
  if (!first || !last) return null;
  const only = stay.length === 1;
  const yes = async (): Promise<void> => {
    const acts = asPlanned(stay, newId);
    const before = room.mine;
    if (!(await room.act(acts))) return;
    room.toasts.say(a("plan.saved"), () => void room.act(undo(acts, before, (ref) => core.rows.peek().get(ref)?.rev ?? 0, a("undo.why"))));
  };
  const named = `${format.day(first.start)} ${format.span(first.start, last.end)}`;
  return (
    <Finding state={<State tone="you" icon="you">{t("state.you")}</State>} title={format.capital(named)}>
      <Ledger label={format.capital(named)}>{stay.map((p) => <PlanRow key={p.id} of={p} room={room} {...(core.outdated.value ? {} : { onClick: () => room.edit({ plan: p }) })} />)}</Ledger>
      <Writes>
        {!clear ? <p class="s">{a("plan.meets")}</p> : !only && <p class="s">{a("plan.pick")}</p>}
        {clear && <Button kind="line" wide icon="check" label={`${a("plan.yes")}, ${named}`} onClick={() => void yes()}>{a("plan.yes")}</Button>}
        {only && <Button kind="quiet" wide label={`${a("plan.differed")}, ${named}`} onClick={() => room.edit({ plan: first })}>{a("plan.differed")}</Button>}
      </Writes>
    </Finding>
  );
}
