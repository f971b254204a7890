import { useState } from "preact/hooks";
import { core } from "../../core";
import type { Other } from "../../core/others";
import { format, t } from "../../i18n";
import { go } from "../../route";
import { Button, Icon, Notice } from "../../ui";
import { standingOf } from "../forgotten";
import { counted, goingOn, namesIn, providerIn, shiftsOf, shortName, todos } from "../mine";
import { plannedNow, plansOf } from "../plans";
import type { RoomView } from "../room";
import { a } from "../words";
import { m } from "./words";

/**
 * The providers that a person works for, as they call them: which one is open, what goes on, is planned now and waits at the others, one
 * tap away. "first": only where one of the others is likelier what one has come for than the one that is open; "last": only where none is.
 */
export function Employers({ room, when = "all" }: { room: RoomView; when?: "all" | "first" | "last" }) {
  const [busy, work] = useState(false);
  const others = core.others.value.map((other) => ({ other, is: standingAt(other, room.now) }));
  const goes = others.some(({ is }) => is.going);
  const here = goingOn(room.mine, room.now) !== undefined;
  const wanted = goes || (!here && !plannedNow(room.plans, counted(room.mine), room.now) && others.some(({ is }) => is.planned));
  if (others.length === 0 || (when !== "all" && wanted !== (when === "first"))) return null;
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
      {goes && <Notice tone="you" icon="you" live>{m(here ? "employers.both" : "employers.there")}</Notice>}
      <p><Icon name="check" /> <b>{providerIn(core.rows.value) || m("employers.unnamed")}</b> <span class="soft">{m("employers.open")}</span></p>
      {others.map(({ other, is }) => {
        const called = providerIn(other.rows) || m("employers.unnamed");
        return (
          <div key={other.name} class="stack stack--s">
            <p>
              <b>{called}</b><br />
              {is.going ? m("employers.going", is.going) : is.planned ? m("employers.planned", is.planned) : m("employers.idle")}
              {is.asked && <><br /><Icon name="you" /> <b>{m("employers.asked")}</b></>}
              {is.fix > 0 && <><br /><Icon name="you" /> {t("sync.needsYou", { n: is.fix })}</>}
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

interface Standing {
  /** Whom they work with there now, and since when. */
  readonly going?: { readonly name: string; readonly when: string };
  /** It should be over. */
  readonly asked?: boolean;
  /** How many things there need the person. */
  readonly fix: number;
  /** Whom they are about to begin with, or late for, and when that is. */
  readonly planned?: { readonly name: string; readonly span: string };
}

function standingAt({ rows, who }: Other, now: number): Standing {
  const [mine, plans] = [shiftsOf(rows, who.person), plansOf(rows, who.person)];
  const short = (id: string): string => shortName(namesIn(rows, who)(id));
  const [fix, going] = [todos(mine, now).length, goingOn(mine, now)];
  if (going) {
    return { fix, going: { name: short(going.shift.beneficiary), when: format.moment(going.shift.start) }, asked: standingOf(going, mine, plans, now).asked !== undefined };
  }
  const near = plannedNow(plans, counted(mine), now);
  return near ? { fix, planned: { name: short(near.plan.beneficiary), span: format.span(near.stay[0]?.start ?? "", near.stay.at(-1)?.end) } } : { fix };
}
