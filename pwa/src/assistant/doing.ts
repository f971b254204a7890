// Doing something, saying so, and offering to take it back.

import { core, type Act } from "../core";
import { undo } from "./clocking";
import type { RoomView } from "./room";
import { a } from "./words";

/** Saves what was done, says so, and offers to take it back; whether it was saved. */
export async function doIt(room: RoomView, acts: readonly Act[], said: string): Promise<boolean> {
  if (acts.length === 0) return true;
  const before = room.mine;
  if (!(await room.act(acts))) return false;
  room.toasts.say(said, () => void room.act(undo(acts, before, (ref) => core.rows.peek().get(ref)?.rev ?? 0, a("undo.why"))));
  return true;
}
