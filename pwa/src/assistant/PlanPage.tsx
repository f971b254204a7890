import type { ComponentChildren } from "preact";
import { format, t } from "../i18n";
import { core, newId } from "../core";
import type { Shift } from "../core/month";
import { answered, type Plan } from "../core/plan";
import { between, instant } from "../core/time";
import { Fetched } from "../ui/Fetched";
import { Button, Finding, KindName, Ledger, LedgerDay, LedgerRow, State, Trouble, Writes } from "../ui";
import { doIt } from "./doing";
import { counted } from "./mine";
import { asPlanned, coming, meets, notWorked, unanswered, unlinked } from "./plans";
import type { RoomView } from "./room";
import { a } from "./words";

/** The plan: what is over and not answered, and the coming two weeks. */
export function PlanPage({ room }: { room: RoomView }) {
  const shifts = counted(room.mine);
  const asks = unanswered(room.plans, shifts, room.now);
  const open = new Set(asks.flat());
  const days = coming(room.plans.filter((p) => !open.has(p)), room.now);
  return (
    <>
      <h1>{t("nav.plan")}</h1>
      <Fetched quiet from={offers} show={({ default: Part }) => <Part room={room} />} />
      {asks.length > 0 && (
        <section class="section" aria-labelledby="ask">
          <header><h2 id="ask">{a("plan.ask")}</h2><span class="soft s">{t("month.things", { n: asks.length })}</span></header>
          <div class="findings">{asks.map((stay) => <Asked key={stay[0]?.id} stay={stay} shifts={shifts} room={room} />)}</div>
        </section>
      )}
      {room.unfetched ? <p class="soft">{a("coming.yet")}</p> : days.length === 0 ? <Trouble icon="calendar" title={a("plan.none")}><p>{a("plan.noneWhat")}</p></Trouble> : (
        <section class="section" aria-labelledby="coming">
          <h2 id="coming">{a("plan.coming")}</h2>
          <Ledger>
            {days.flatMap(([date, stays]) => [
              <LedgerDay key={date}>{format.capital(format.day(date))}</LedgerDay>,
              ...stays.map((stay) => <StayRow key={stay[0]?.id} stay={stay} room={room}><StayState stay={stay} shifts={shifts} now={room.now} /></StayRow>),
            ])}
          </Ledger>
        </section>
      )}
      <Fetched quiet from={offers} show={({ Below }) => <Below room={room} />} />
    </>
  );
}

const offers = () => import("./offers");

function StayState({ stay, shifts, now }: { stay: readonly Plan[]; shifts: readonly Shift[]; now: number }) {
  if (stay.every((p) => p.unworked)) return <State icon="info">{a("plan.unworked")}</State>;
  const begun = stay.filter((p) => instant(p.start) <= now);
  if (begun.length === 0 || !begun.every((p) => answered(p, shifts, now))) return <State icon="calendar">{t("state.planned")}</State>;
  const over = instant(stay.at(-1)?.end ?? "") <= now;
  return <State tone="done" icon="check">{over ? a("plan.worked") : format.capital(t("time.going"))}</State>;
}

// One stay, its pieces named with their times where there are several.
function StayRow({ stay, room, onClick, children }: { stay: readonly Plan[]; room: RoomView; onClick?: () => void; children?: ComponentChildren }) {
  const [first, last] = [stay[0], stay.at(-1)];
  if (!first || !last) return null;
  return (
    <LedgerRow when={format.span(first.start, last.end)} what={room.short(first.beneficiary)} sum={format.hours(between(first.start, last.end))} onClick={onClick} label={onClick && `${room.short(first.beneficiary)} ${format.span(first.start, last.end)}`}>
      {stay.map((p) => <div key={p.id} class="ledger__top"><KindName kind={p.kind} />{stay.length > 1 && <span class="s soft num">{format.span(p.start, p.end)}</span>}</div>)}
      {children}
      {stay.some((p) => p.disputed) && <span class="s">{a("plan.disputed")}</span>}
      {stay.map((p) => p.note && <span key={p.id} class="s soft">{p.note}</span>)}
    </LedgerRow>
  );
}

// A stay that is over: as planned in one tap; or what was otherwise, piece by piece, in the row that is there already if one is.
function Asked({ stay, shifts, room }: { stay: readonly Plan[]; shifts: readonly Shift[]; room: RoomView }) {
  const [first, last] = [stay[0], stay.at(-1)];
  if (!first || !last) return null;
  const clear = !stay.some((p) => meets(p, shifts, room.now));
  const named = `${format.day(first.start)} ${format.span(first.start, last.end)}`;
  const written = (p: Plan) => unlinked(p, room.mine, room.now);
  const otherwise = (p: Plan) => () => room.edit({ shift: written(p), plan: p });
  return (
    <Finding state={<State tone="you" icon="you">{t("state.you")}</State>} title={format.capital(named)}>
      {stay.length === 1
        ? <p>{t("who.at", { name: room.short(first.beneficiary) })}, {format.hours(between(first.start, first.end))} {t(`kind.${first.kind}`).toLocaleLowerCase()}</p>
        : <Ledger label={format.capital(named)}>{stay.map((p) => <StayRow key={p.id} stay={[p]} room={room} {...(core.outdated.value ? {} : { onClick: otherwise(p) })} />)}</Ledger>}
      <Writes>
        {!clear ? <p class="s">{a("plan.meets")}</p> : stay.length > 1 && <p class="s">{a("plan.pick")}</p>}
        {clear && <Button kind="line" wide icon="check" label={`${a("plan.yes")}, ${named}`} onClick={() => void doIt(room, asPlanned(stay, newId), a("plan.saved"))}>{a("plan.yes")}</Button>}
        {stay.length === 1 && <Button kind="quiet" wide label={`${a("plan.differed")}, ${named}`} onClick={otherwise(first)}>{a("plan.differed")}</Button>}
        {!stay.some(written) && <Button kind="quiet" wide label={`${a("plan.not")}, ${named}`} onClick={() => void doIt(room, notWorked(stay, newId), a("plan.notSaved"))}>{a("plan.not")}</Button>}
      </Writes>
    </Finding>
  );
}
