import { useState } from "preact/hooks";
import { core } from "../../core";
import type { Other } from "../../core/others";
import { format, t } from "../../i18n";
import { go } from "../../route";
import { Button, Icon, Notice } from "../../ui";
import { goingOn, namesIn, providerIn, shiftsOf, shortName } from "../mine";
import type { RoomView } from "../room";
import { a } from "../words";
import { m } from "./words";

/** The providers that a person works for, as they call them: which one is open, what goes on and waits at the others, one tap away. */
export function Employers({ room, when = "all" }: { room: RoomView; when?: "all" | "going" | "idle" }) {
  const [busy, work] = useState(false);
  const others = core.others.value.map((other) => ({ other, going: goingAt(other, room.now) }));
  const goes = others.some(({ going }) => going !== undefined);
  if (others.length === 0 || (when !== "all" && goes !== (when === "going"))) return null;
  const turn = async ({ name }: Other, called: string): Promise<void> => {
    if (busy) return;
    work(true);
    room.toasts.clear(); // what was done here is not to be undone there
    await core.turnTo(name);
    work(false);
    go("/");
    document.getElementById("main")?.focus({ preventScroll: true });
    room.toasts.say(m("employers.turned", { name: called }));
  };
  return (
    <section class="leaf stack" aria-labelledby="employers">
      <h2 id="employers">{a("me.employers")}</h2>
      {goes && <Notice tone="you" icon="you" live>{m(goingOn(room.mine, room.now) ? "employers.both" : "employers.there")}</Notice>}
      <p><Icon name="check" /> <b>{providerIn(core.rows.value) || m("employers.unnamed")}</b> <span class="soft">{m("employers.open")}</span></p>
      {others.map(({ other, going }) => {
        const called = providerIn(other.rows) || m("employers.unnamed");
        return (
          <div key={other.name} class="stack stack--s">
            <p>
              <b>{called}</b><br />
              {going ? m("employers.going", going) : m("employers.idle")}
              {other.waiting > 0 && <><br /><Icon name="device" /> {t("sync.waiting", { n: other.waiting })}</>}
              {other.out && <><br /><Icon name="lock" /> {m("employers.out")}</>}
            </p>
            <Button kind="line" wide icon="switch" busy={busy} onClick={() => void turn(other, called)}>{m("employers.turn", { name: called })}</Button>
          </div>
        );
      })}
    </section>
  );
}

// Whom they work with there now, and since when.
function goingAt({ rows, who }: Other, now: number): { name: string; when: string } | undefined {
  const going = goingOn(shiftsOf(rows, who.person), now);
  return going && { name: shortName(namesIn(rows, who)(going.shift.beneficiary)), when: format.moment(going.shift.start) };
}
