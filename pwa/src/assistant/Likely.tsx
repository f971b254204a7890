// Times that fill the form in one tap.

import { instant, type Minute } from "../core/time";
import { format, t } from "../i18n";
import { Button } from "../ui";
import { ago } from "./clocking";
import { typed, type Typed } from "./form";
import type { RoomView } from "./room";
import { usualOn, type Usual } from "./usual";
import { a } from "./words";

/** When a shift that was forgotten has likely ended. */
export function LikelyEnds({ ends, start, onPick }: { ends: readonly Minute[]; start: Minute; onPick: (form: Typed) => void }) {
  if (ends.length === 0) return null;
  return (
    <Group name={a("still.likely")}>
      {ends.map((end) => <Button key={end} kind="line" onClick={() => onPick(typed(start, end))}>{format.clock(end)}</Button>)}
    </Group>
  );
}

/** A start some minutes ago; never before the row before ended, and that is said. */
export function Began({ room, onPick }: { room: RoomView; onPick: (form: Typed) => void }) {
  const choices = [10, 20, 60].map((n) => ({ n, ...ago(room.mine, room.now, n) }));
  const bound = choices.find((c) => c.fits);
  // Of those that begin when the row before ended, one is enough; none, if that was now.
  const offered = choices.filter((c) => (!c.fits || c === bound) && instant(c.start) < room.now);
  if (offered.length === 0) return null;
  return (
    <Group name={a("usual.started")}>
      {offered.map((c) => <Button key={c.n} kind="line" onClick={() => onPick(typed(c.start, undefined))}>{format.hours(c.n)}</Button>)}
      {bound && offered.includes(bound) && <p class="soft s">{a("usual.previous", { time: format.hours(bound.n), clock: format.clock(bound.start) })}</p>}
    </Group>
  );
}

/** What one usually works on that weekday. */
export function UsualTimes({ room, day, places, onPick }: { room: RoomView; day: string; places: readonly string[]; onPick: (one: Usual) => void }) {
  const all = usualOn(room.mine, day).filter((one) => places.includes(one.beneficiary));
  if (all.length === 0) return null;
  return (
    <Group name={a("usual.times")}>
      {all.map((one) => (
        <Button key={`${one.from} ${one.kind} ${one.beneficiary}`} kind="line" onClick={() => onPick(one)}>
          {`${format.clockOf(one.from)}–${format.clockOf(one.to)}`}
          {one.kind !== "active" && ` ${t(`kind.${one.kind}`)}`}
          {places.length > 1 && ` ${room.short(one.beneficiary)}`}
        </Button>
      ))}
    </Group>
  );
}

function Group({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div class="field" role="group" aria-label={name}>
      <span class="label" aria-hidden="true">{name}</span>
      <div class="row">{children}</div>
    </div>
  );
}
