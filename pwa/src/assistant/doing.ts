// Doing something, saying so, and offering to take it back.

import { options } from "preact";
import { core, type Act } from "../core";
import { shown } from "../core/env";
import { stay } from "../ui/stay";
import { undo } from "./clocking";
import type { RoomView } from "./room";
import { stateOf } from "./ShiftRow";
import { a } from "./words";

/** For so many milliseconds at most nothing else is drawn while the disk is waited for. */
const patience = 200;

// A view of the room from which something was done is past: a hand that taps twice means it once.
const past = new WeakSet<RoomView>();

/**
 * Saves what was done, says so, and offers to take it back; what could not be saved the room shows by itself. A slow phone
 * takes longer to draw the room than to write to its disk: so what has changed is drawn once the person has been told.
 * Whether it was saved.
 */
export async function doIt(room: RoomView, acts: readonly Act[], said = ""): Promise<boolean> {
  if (acts.length === 0 || past.has(room)) return false;
  past.add(room);
  const before = room.mine;
  const back = stay();
  let draw = (): void => undefined;
  options.debounceRendering = (queued) => {
    draw = queued;
    setTimeout(queued, patience);
  };
  const saved = await room.act(acts);
  delete options.debounceRendering;
  if (!saved) past.delete(room);
  else room.toasts.say(said, () => void room.act(undo(acts, before, (ref) => core.rows.peek().get(ref)?.rev ?? 0, a("undo.why"))).then((undone) => undone && room.toasts.tell(a("undo.done"))), () => stateOf(acts.map(({ ref }) => ref)));
  shown(() => {
    draw();
    back();
  });
  return saved;
}
