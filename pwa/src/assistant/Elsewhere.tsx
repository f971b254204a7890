import { useState } from "preact/hooks";
import { core, newId } from "../core";
import { stamp } from "../core/time";
import { format, t } from "../i18n";
import { Button, Choices, Sheet } from "../ui";
import { moveOn, tap } from "./clocking";
import { doIt } from "./doing";
import type { Mine } from "./mine";
import type { RoomView } from "./room";
import { likelyEnds } from "./usual";
import { a } from "./words";

/**
 * Beginning with somebody else while a shift goes on: one question, whether that ends now. Nobody is in two places, so
 * there is no answer by which both go on.
 */
export function Elsewhere({ of, places, room, onClose }: { of: Mine; places: readonly string[]; room: RoomView; onClose: () => void }) {
  const [place, choose] = useState(places[0] ?? "");
  const here = room.short(of.shift.beneficiary);
  const move = async (): Promise<void> => {
    const now = tap(of, core.time());
    const clock = format.clock(stamp(now));
    await doIt(room, moveOn(of, `shift/${newId()}`, place, now), a("else.moved", { here, there: room.short(place), clock }));
    onClose();
  };
  const earlier = (): void => {
    onClose();
    room.edit({ shift: of, ends: likelyEnds(room.mine, of, undefined, room.now) });
  };
  return (
    <Sheet
      title={a("else.title", { here })} sub={t("now.since", { clock: format.clock(of.shift.start) })} onClose={onClose}
      actions={<><Button kind="primary" onClick={() => void move()}>{a("else.now", { there: room.short(place) })}</Button><Button kind="quiet" onClick={earlier}>{a("else.earlier")}</Button></>}
    >
      {places.length > 1 && <Choices legend={a("else.who")} name="else" value={place} onChange={choose} options={places.map((id) => ({ value: id, label: room.short(id) }))} />}
      <p>{a("else.what", { here, there: room.short(place) })}</p>
    </Sheet>
  );
}
