// The shifts that the office offers: seen and answered without network, too.

import { useState } from "preact/hooks";
import { core, newId } from "../../core";
import { between, instant } from "../../core/time";
import { format, t } from "../../i18n";
import type { Plan } from "../../core/plan";
import { Fetched } from "../../ui/Fetched";
import { Button, Finding, Icon, KindName, Ledger, LedgerRow, State, Writes } from "../../ui";
import type { RoomView } from "../room";
import { Talk } from "../Talk";
import { answer, offersFor, swap, swapsOf, type Offer } from "./offers";
import { f } from "./words";

/** What stands above the plan: what is offered to whoever this room is, and the day notes of those with whom they work. */
export default function Above({ room }: { room: RoomView }) {
  return (
    <>
      <Offers room={room} />
      <Fetched quiet from={notes} show={({ default: Notes }) => <Notes room={room} />} />
    </>
  );
}

const notes = () => import("../../notes/assistant");

function Offers({ room }: { room: RoomView }) {
  const offers = offersFor(core.rows.value.values(), room.me, room.now);
  if (offers.length === 0) return null;
  return (
    <section class="section" aria-labelledby="offers">
      <h2 id="offers">{f("title")}</h2>
      <div class="findings">{offers.map((one) => <One key={one.id} offer={one} room={room} />)}</div>
    </section>
  );
}

/** What stands below the plan: shifts to swap away, and the way into one's own calendar. */
export function Below({ room }: { room: RoomView }) {
  return (
    <>
      <Swaps room={room} />
      <Fetched quiet from={calendar} show={({ default: Calendar }) => <Calendar />} />
    </>
  );
}

const calendar = () => import("../calendar");

// What is planned for me and to come: each may be wished away, and the wish taken back; or written about.
function Swaps({ room }: { room: RoomView }) {
  const plans = room.plans.filter((p) => instant(p.start) > room.now);
  const wished = swapsOf(core.rows.value.values(), room.me);
  const [written, write] = useState("");
  if (plans.length === 0) return null;
  const ask = async (plan: Plan): Promise<void> => {
    const before = wished.get(plan.id);
    const done = await room.act([before ? { ref: before.ref, base: before.rev, set: { void: true } } : { ref: `swap/${newId()}`, base: 0, set: swap(plan, room.me) }]);
    if (done) room.toasts.say(f(before ? "swap.undone" : "swap.done"));
  };
  return (
    <Writes>
      <details class="leaf">
        <summary><Icon name="down" />{f("swap")}</summary>
        <p class="s">{f("swap.what")}</p>
        <Ledger label={f("swap")}>
          {plans.map((plan) => {
            const named = `${format.day(plan.start)} ${format.span(plan.start, plan.end)}`;
            const words = f(wished.has(plan.id) ? "swap.back" : "swap.ask");
            return (
              <LedgerRow key={plan.id} when={format.span(plan.start, plan.end)} what={`${format.capital(format.day(plan.start))}, ${room.short(plan.beneficiary)}`}>
                {wished.has(plan.id) && <State icon="switch">{f("swap.asked")}</State>}
                <div><Button kind="quiet" label={`${words}, ${named}`} onClick={() => void ask(plan)}>{words}</Button><Button kind="quiet" label={`${f("talk")}, ${named}`} onClick={() => write(plan.id)}>{f("talk")}</Button></div>
                {written === plan.id && <Talk room={room} plan={plan} />}
              </LedgerRow>
            );
          })}
        </Ledger>
      </details>
    </Writes>
  );
}

function One({ offer, room }: { offer: Offer; room: RoomView }) {
  const { beneficiary, kind, start, end, standing } = offer;
  const named = `${format.day(start)} ${format.span(start, end)}`;
  const meets = standing === "open" || standing === "no" ? room.plans.find((p) => instant(p.start) < instant(end) && instant(start) < instant(p.end)) : undefined;
  const say = async (says: "yes" | "no"): Promise<void> => {
    if (await room.act([{ ref: `reply/${newId()}`, base: 0, set: answer(offer, room.me, says) }])) room.toasts.say(f("answered"));
  };
  return (
    <Finding state={<Stands offer={offer} />} title={format.capital(named)}>
      <p>{room.short(beneficiary)}, {format.hours(between(start, end))}</p>
      <div><KindName kind={kind} /></div>
      {standing === "open" && <p class="s">{f(offer.how)}</p>}
      {meets && <p class="s">{f("meets", { span: format.span(meets.start, meets.end), name: room.short(meets.beneficiary) })}</p>}
      <Writes>
        {(standing === "open" || standing === "no") && <Button kind="line" wide icon="check" label={`${f("yes")}, ${named}`} onClick={() => void say("yes")}>{f("yes")}</Button>}
        {(standing === "open" || standing === "yes") && <Button kind="quiet" wide label={`${f("no")}, ${named}`} onClick={() => void say("no")}>{f("no")}</Button>}
      </Writes>
    </Finding>
  );
}

function Stands({ offer: { standing, waiting } }: { offer: Offer }) {
  switch (standing) {
    case "open": return <State tone="you" icon="you">{t("state.you")}</State>;
    case "yes": return <State icon={waiting ? "device" : "clock"}>{f(waiting ? "saidYesHere" : "saidYes")}</State>;
    case "no": return <State icon="close">{f("saidNo")}</State>;
    case "yours": return <State tone="done" icon="check">{f("yours")}</State>;
    case "gone": return <State icon="info">{f("gone")}</State>;
  }
}
