import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { minutesOf, type Kind } from "../core/month";
import type { Plan } from "../core/plan";
import { addDays, dateOf, instant, stamp } from "../core/time";
import { core, newId } from "../core";
import { Button, Clock, Cover, kindIcon, Kinds, Ledger, LedgerDay, Trouble, Writes } from "../ui";
import { ago, change, interrupted, sincePlanned, start, stop, tap } from "./clocking";
import { DayStrip } from "./DayStrip";
import { doIt } from "./doing";
import { Elsewhere } from "./Elsewhere";
import { standingOf } from "./forgotten";
import { Gone } from "./Gone";
import { Employers } from "./MePage";
import { counted, engagedBy, goingOn, gone, onDate, pressing, worked, type Mine } from "./mine";
import { plannedNow } from "./plans";
import type { RoomView } from "./room";
import { ShiftRow } from "./ShiftRow";
import { Still } from "./Still";
import { Todos } from "./Todos";
import { a } from "./words";

/** Now: start in one tap, change the kind, stop; and what today looks like. */
export function Now({ room }: { room: RoomView }) {
  const going = goingOn(room.mine, room.now);
  return (
    <>
      <Employers room={room} when="first" />
      {going ? <Going of={going} room={room} /> : <Start room={room} />}
      {!going && <Todos of={pressing(room.mine, room.now)} room={room} />}
      <Today room={room} going={going} />
      <Employers room={room} when="last" />
    </>
  );
}

function Start({ room }: { room: RoomView }) {
  const date = dateOf(room.now);
  const places = engagedBy(core.rows.value, room.me, date, room.mine);
  const planned = plannedNow(room.plans, counted(room.mine), room.now);
  const near = planned && places.includes(planned.plan.beneficiary) ? planned : undefined;
  if (near) places.sort((x, y) => Number(y === near.plan.beneficiary) - Number(x === near.plan.beneficiary));
  const clock = format.clock(stamp(room.now));
  const hour = Number(clock.slice(0, 2));
  const greeting = hour > 4 && hour < 10 ? "now.morning" : hour < 18 ? "now.day" : "now.evening";
  const name = core.who.value?.name.split(" ")[0] ?? "";
  const [first] = places;
  return (
    <>
      <div>
        <h1>{t(greeting, { name })}</h1>
        <p class="soft">{t("now.idle", { clock })}</p>
      </div>
      {places.length === 0 ? (
        room.unfetched ? core.link.value === "offline" && <Trouble icon="nonet" title={a("coming")}><p>{a("coming.how")}</p></Trouble> : (
          <Trouble icon="book" title={t("now.none")}>
            <p>{t("now.noneWhat")}</p>
            <Button kind="primary" wide href="/join">{t("join.code")}</Button>
          </Trouble>
        )
      ) : (
        <Writes><div class="stack">
          {places.map((id, i) => (
            <Button key={id} kind={i === 0 ? "primary" : "line"} big wide icon="play" onClick={() => begin(room, id, i === 0 ? near?.plan : undefined)}>
              {t("now.start", { name: room.short(id) })}
            </Button>
          ))}
          <p class="soft s">
            {near && <><strong>{a("plan.near", { span: format.span(near.stay[0]?.start ?? "", near.stay.at(-1)?.end) })}</strong> </>}
            {near && near.plan.kind !== "active" ? a("plan.begins", { kind: t(`kind.${near.plan.kind}`).toLocaleLowerCase() }) : t("now.startBegins")}
          </p>
          {first && <Ago room={room} beneficiary={first} plan={near?.plan} />}
          <Button kind="line" wide icon="history" onClick={() => room.edit({})}>{t("now.forgot")}</Button>
        </div></Writes>
      )}
    </>
  );
}

function begin(room: RoomView, beneficiary: string, plan: Plan | undefined, at = core.time()): void {
  void doIt(room, start(`shift/${newId()}`, room.me, beneficiary, at, plan?.kind, plan?.id), t("now.started", { clock: format.clock(stamp(at)) }));
}

const back = 20;

// In one tap, for who forgot to start: as planned, or so many minutes ago; or when the row before ended if that was later.
function Ago({ room, beneficiary, plan }: { room: RoomView; beneficiary: string; plan: Plan | undefined }) {
  const n = sincePlanned(plan?.start, room.now, back);
  const { start: from, fits } = ago(room.mine, room.now, n);
  if (instant(from) >= room.now) return null;
  return (
    <Button kind="line" wide icon="history" onClick={() => begin(room, beneficiary, plan, instant(from))}>
      {a(fits ? "ago.fits" : n === back ? "ago.start" : "ago.plan", { name: room.short(beneficiary), clock: format.clock(from), n })}
    </Button>
  );
}

function Going({ of, room }: { of: Mine; room: RoomView }) {
  const { shift } = of;
  const { since, minutes, planned, asked } = standingOf(of, room.mine, room.plans, room.now);
  const [moving, move] = useState(false);
  const set = (kind: Kind): void => {
    const now = tap(of, core.time());
    void doIt(room, change(of, `shift/${newId()}`, kind, now), t("now.switched", { kind: t(`kind.${kind}`), clock: format.clock(stamp(now)) }));
  };
  const end = (): void => {
    const now = tap(of, core.time());
    void doIt(room, stop(of, now), t("now.stopped", { clock: format.clock(stamp(now)) }));
  };
  const name = room.short(shift.beneficiary);
  const rested = interrupted(of, room.mine);
  const others = engagedBy(core.rows.value, room.me, dateOf(room.now), room.mine).filter((id) => id !== shift.beneficiary);
  return (
    <>
      <Cover
        mark level={1} id="going" title={asked ? a("still.title", { name }) : t("who.at", { name })}
        sub={`${t("now.since", { clock: sinceWhen(since, room.now) })} ${planned ? a("still.plannedTo", { clock: format.clock(planned) }) : ""}`}
      >
        <Clock minutes={minutes} going />
        <DayStrip room={room} />
        {asked ? <Still of={of} since={since} planned={planned} room={room} /> : (
          <Writes>
            <Kinds
              onCover value={shift.kind} onChange={set}
              legend={t("kind.change", { kind: t(`kind.${shift.kind}`), time: format.hours(minutesOf(shift, room.now)) })}
            />
            {shift.kind !== "active" ? <Button kind="on-cover" wide icon={kindIcon.active} onClick={() => set("active")}>{a("pause.active")}</Button>
              : rested && <Button kind="on-cover" wide icon={kindIcon[rested]} onClick={() => set(rested)}>{a(`pause.${rested}`)}</Button>}
            <Button kind="mark" big wide icon="stop" onClick={end}>{t("now.stop")}</Button>
            {others.length > 0 && <Button kind="on-cover" wide icon="switch" onClick={() => move(true)}>{a("else.open")}</Button>}
          </Writes>
        )}
      </Cover>
      {moving && <Elsewhere of={of} places={others} room={room} onClose={() => move(false)} />}
    </>
  );
}

// The clock, and the day where it was another.
function sinceWhen({ shift }: Mine, now: number): string {
  const clock = format.clock(shift.start);
  return shift.start.slice(0, 10) === dateOf(now) ? clock : `${format.shortDay(shift.start)} ${clock}`;
}

function Today({ room, going }: { room: RoomView; going: Mine | undefined }) {
  const today = dateOf(room.now);
  const yesterday = addDays(today, -1);
  // A row whose end is missing is on the day that it began.
  const until = (m: Mine): number => (m === going ? room.now : 0);
  const on = (date: string): Mine[] => room.mine.filter((m) => onDate(m, date, until(m)));
  const here = on(today);
  const rows = here.filter((m) => !gone(m));
  const earlier = on(yesterday).filter((m) => !here.includes(m));
  const before = earlier.filter((m) => !gone(m));
  const sum = rows.reduce((n, m) => n + (m.shift.void ? 0 : worked(m, room.mine, room.now)), 0);
  return (
    <section class="section" id="rader" aria-labelledby="idag">
      <header>
        <h2 id="idag">{t("time.today")}, {format.day(today)}</h2>
        {sum > 0 && <span class="soft s">{format.hours(sum)}</span>}
      </header>
      {rows.length + before.length === 0 ? <p class="soft">{room.unfetched ? a("coming.yet") : t("now.nothing")}</p> : (
        <Ledger>
          {rows.map((m) => <ShiftRow key={m.row.ref} of={m} room={room} />)}
          {before.length > 0 && <LedgerDay>{t("time.yesterday")}, {format.day(yesterday)}</LedgerDay>}
          {before.map((m) => <ShiftRow key={m.row.ref} of={m} room={room} />)}
        </Ledger>
      )}
      <Gone of={[...here, ...earlier].filter(gone)} room={room} />
      {(going !== undefined || rows.length + before.length > 0) && (
        <Writes><Button kind="line" wide icon="plus" onClick={() => room.edit({})}>{t("now.add")}</Button></Writes>
      )}
    </section>
  );
}
