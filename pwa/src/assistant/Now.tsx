import { format, t } from "../i18n";
import { minutesOf, type Kind } from "../core/month";
import type { Plan } from "../core/plan";
import { addDays, dateOf, stamp } from "../core/time";
import { core, newId, type Act } from "../core";
import { Button, Clock, Cover, Kinds, Ledger, LedgerDay, Trouble, Writes } from "../ui";
import { change, start, stop, undo } from "./clocking";
import { DayStrip } from "./DayStrip";
import { engagedBy, goingOn, onDate, type Mine } from "./mine";
import { counted, plannedNow } from "./plans";
import type { RoomView } from "./room";
import { ShiftRow } from "./ShiftRow";
import { a } from "./words";

/** Now: start in one tap, change the kind, stop; and what today looks like. */
export function Now({ room }: { room: RoomView }) {
  const going = goingOn(room.mine, room.now);
  return (
    <>
      {going ? <Going of={going} room={room} /> : <Start room={room} />}
      <Today room={room} going={going} />
    </>
  );
}

// Does it, says so, and offers to take it back.
async function doIt(room: RoomView, acts: readonly Act[], said: string): Promise<void> {
  if (acts.length === 0) return;
  const before = room.mine;
  if (!(await room.act(acts))) return;
  room.toasts.say(said, () => void room.act(undo(acts, before, (ref) => core.rows.peek().get(ref)?.rev ?? 0, a("undo.why"))));
}

function Start({ room }: { room: RoomView }) {
  const date = dateOf(room.now);
  const places = engagedBy(core.rows.value, room.me, date, room.mine);
  const planned = plannedNow(room.plans, counted(room.mine), room.now);
  const near = planned && places.includes(planned.plan.beneficiary) ? planned : undefined;
  if (near) places.sort((x, y) => Number(y === near.plan.beneficiary) - Number(x === near.plan.beneficiary));
  const clock = format.clock(stamp(room.now));
  const hour = Number(clock.slice(0, 2));
  const greeting = hour < 10 ? "now.morning" : hour < 18 ? "now.day" : "now.evening";
  const first = core.who.value?.name.split(" ")[0] ?? "";
  return (
    <>
      <div>
        <h1>{t(greeting, { name: first })}</h1>
        <p class="soft">{t("now.idle", { clock })}</p>
      </div>
      {places.length === 0 ? (
        core.rounds.value > 0 || core.rows.value.size > 0 || core.link.value === "offline" ? (
          <Trouble icon="book" title={t("now.none")}>
            <p>{t("now.noneWhat")}</p>
            <Button kind="primary" wide href="/join">{t("join.code")}</Button>
          </Trouble>
        ) : null
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
          <Button kind="line" wide icon="history" onClick={() => room.edit({})}>{t("now.forgot")}</Button>
        </div></Writes>
      )}
    </>
  );
}

function begin(room: RoomView, beneficiary: string, plan: Plan | undefined): void {
  const now = core.time();
  void doIt(room, start(`shift/${newId()}`, room.me, beneficiary, now, plan?.kind, plan?.id), t("now.started", { clock: format.clock(stamp(now)) }));
}

function Going({ of, room }: { of: Mine; room: RoomView }) {
  const { shift } = of;
  // Rows that follow on each other at one place are one stay.
  const since = stayOf(of, room.mine);
  const minutes = minutesOf(since.shift, room.now);
  const set = (kind: Kind): void => {
    const now = core.time();
    void doIt(room, change(of, `shift/${newId()}`, kind, now), t("now.switched", { kind: t(`kind.${kind}`), clock: format.clock(stamp(now)) }));
  };
  const end = (): void => {
    const now = core.time();
    void doIt(room, stop(of, now), t("now.stopped", { clock: format.clock(stamp(now)) }));
  };
  return (
    <Cover mark level={1} id="going" title={t("who.at", { name: room.short(shift.beneficiary) })} sub={t("now.since", { clock: format.clock(since.shift.start) })}>
      <Clock minutes={minutes} going />
      <DayStrip room={room} />
      {minutes >= 16 * 60 && <p>{t("now.long", { time: format.hours(minutes) })}</p>}
      <Writes><Kinds
        onCover value={shift.kind} onChange={set}
        legend={t("kind.change", { kind: t(`kind.${shift.kind}`), time: format.hours(minutesOf(shift, room.now)) })}
      />
      <Button kind="mark" big wide icon="stop" onClick={end}>{t("now.stop")}</Button></Writes>
    </Cover>
  );
}

function stayOf(of: Mine, mine: readonly Mine[]): Mine {
  const before = mine.find(({ shift }) => !shift.void && shift.beneficiary === of.shift.beneficiary && shift.end === of.shift.start && shift.start < of.shift.start);
  return before ? stayOf(before, mine) : of;
}

function Today({ room, going }: { room: RoomView; going: Mine | undefined }) {
  const today = dateOf(room.now);
  const yesterday = addDays(today, -1);
  const rows = room.mine.filter((m) => onDate(m, today, room.now));
  const before = room.mine.filter((m) => !rows.includes(m) && onDate(m, yesterday, room.now));
  const sum = rows.reduce((n, m) => n + (m.shift.void ? 0 : minutesOf(m.shift, room.now)), 0);
  return (
    <section class="section" id="rader" aria-labelledby="idag">
      <header>
        <h2 id="idag">{t("time.today")}, {format.day(today)}</h2>
        {sum > 0 && <span class="soft s">{format.hours(sum)}</span>}
      </header>
      {rows.length + before.length === 0 ? <p class="soft">{t("now.nothing")}</p> : (
        <Ledger>
          {rows.map((m) => <ShiftRow key={m.row.ref} of={m} room={room} />)}
          {before.length > 0 && <LedgerDay>{t("time.yesterday")}, {format.day(yesterday)}</LedgerDay>}
          {before.map((m) => <ShiftRow key={m.row.ref} of={m} room={room} />)}
        </Ledger>
      )}
      {(going !== undefined || rows.length + before.length > 0) && (
        <Writes><Button kind="line" wide icon="plus" onClick={() => room.edit({})}>{t("now.add")}</Button></Writes>
      )}
    </section>
  );
}
