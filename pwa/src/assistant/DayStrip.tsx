import { addDays, dateOf, dayStart, instant } from "../core/time";
import { Ribbon, type Piece } from "../ui";
import { worked } from "./mine";
import type { RoomView } from "./room";

/** The 24 hours around now as one strip, noon to noon when it is night, with what one's own shifts cover. */
export function DayStrip({ room }: { room: RoomView }) {
  const { from, to, hours, night } = stretch(room.now);
  const at = (ms: number): number => Math.min(1, Math.max(0, (ms - from) / (to - from)));
  const pieces: Piece[] = room.mine.filter((m) => !m.shift.void).flatMap((m) => {
    const { shift } = m;
    const start = instant(shift.start);
    const end = start + worked(m, room.mine, room.now) * 60_000;
    return end <= from || start >= to ? [] : [{ from: at(start), to: at(end), kind: shift.kind }];
  });
  return <Ribbon onCover pieces={pieces} now={at(room.now)} hours={hours} nights={night.map(([a, b]) => ({ from: at(a), to: at(b) }))} />;
}

const hour = 3_600_000;

// By day from midnight to midnight; between 18 and 06 from noon to noon, so that the night is whole.
function stretch(now: number): { from: number; to: number; hours: string[]; night: [number, number][] } {
  const today = dayStart(dateOf(now));
  const clock = (now - today) / hour;
  if (clock >= 6 && clock < 18) {
    const next = dayStart(addDays(dateOf(now), 1));
    return { from: today, to: next, hours: ["00", "06", "12", "18", "24"], night: [[today, today + 6 * hour], [today + 22 * hour, next]] };
  }
  const midnight = clock < 12 ? today : dayStart(addDays(dateOf(now), 1));
  return { from: midnight - 12 * hour, to: midnight + 12 * hour, hours: ["12", "18", "24", "06", "12"], night: [[midnight - 2 * hour, midnight + 6 * hour]] };
}
