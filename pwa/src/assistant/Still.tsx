import { core } from "../core";
import type { Minute } from "../core/time";
import { format } from "../i18n";
import { Button, Writes } from "../ui";
import { askAgain, say } from "./forgotten";
import type { Mine } from "./mine";
import type { RoomView } from "./room";
import { likelyEnds } from "./usual";
import { a } from "./words";

/** The answers to whether one is still there: yes, and it is asked again later; or when it ended. */
export function Still({ of, since, planned, room }: { of: Mine; since: Mine; planned: Minute | undefined; room: RoomView }) {
  const stay = (): void => {
    say(since.row.ref, core.time());
    room.toasts.say(a("still.again", { clock: format.clock(askAgain(core.time())) }));
  };
  return (
    <Writes>
      <p>{a("still.safe")}</p>
      <Button kind="on-cover" big wide icon="check" onClick={stay}>{a("still.yes")}</Button>
      <Button kind="mark" big wide icon="stop" onClick={() => room.edit({ shift: of, ends: likelyEnds(room.mine, of, planned, room.now) })}>{a("still.ended")}</Button>
    </Writes>
  );
}
