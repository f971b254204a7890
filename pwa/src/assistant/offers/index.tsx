// The shifts that the office offers: seen and answered without network, too.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { core, newId } from "../../core";
import { between, instant } from "../../core/time";
import { format, t } from "../../i18n";
import type { Plan } from "../../core/plan";
import type { Fields } from "../../core/types";
import { Fetched } from "../../ui/Fetched";
import { Button, Finding, Icon, KindName, Ledger, LedgerRow, State, Writes } from "../../ui";
import type { RoomView } from "../room";
import { Talk } from "../Talk";
import { agreed, exchangesFor, type Exchange, type Side } from "./exchanges";
import { answer, offersFor, swap, swapsOf, type Offer, type Standing } from "./offers";
import { f } from "./words";

/** What stands above the plan: what is offered and proposed to whoever this room is, and the day notes of those with whom they work. */
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
  const rows = [...core.rows.value.values()];
  const offers = offersFor(rows, room.me, room.now);
  const exchanges = exchangesFor(rows, room.me, room.now);
  return (
    <>
      {exchanges.length > 0 && <Section id="exchanges" title={f("exchanges")}>{exchanges.map((one) => <Swapped key={one.id} exchange={one} room={room} />)}</Section>}
      {offers.length > 0 && <Section id="offers" title={f("title")}>{offers.map((one) => <One key={one.id} offer={one} room={room} />)}</Section>}
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return <section class="section" aria-labelledby={id}><h2 id={id}>{title}</h2><div class="findings">{children}</div></section>;
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

// What stands in the way of a shift that I have not said yes to: another of mine at that time, but for the one that I would give.
function Meets({ of: { start, end }, standing, but, room }: { of: Pick<Side, "start" | "end">; standing: Standing; but?: string; room: RoomView }) {
  const meets = (standing === "open" || standing === "no") && room.plans.find((p) => p.id !== but && instant(p.start) < instant(end) && instant(start) < instant(p.end));
  return meets ? <p class="s">{f("meets", { span: format.span(meets.start, meets.end), name: room.short(meets.beneficiary) })}</p> : null;
}

// The two answers, as far as there is something left to answer.
function Answers({ standing, named, fields, room }: { standing: Standing; named: string; fields: (says: "yes" | "no") => Fields; room: RoomView }) {
  const say = async (says: "yes" | "no"): Promise<void> => {
    if (await room.act([{ ref: `reply/${newId()}`, base: 0, set: fields(says) }])) room.toasts.say(f("answered"));
  };
  return (
    <Writes>
      {(standing === "open" || standing === "no") && <Button kind="line" wide icon="check" label={`${f("yes")}, ${named}`} onClick={() => void say("yes")}>{f("yes")}</Button>}
      {(standing === "open" || standing === "yes") && <Button kind="quiet" wide label={`${f("no")}, ${named}`} onClick={() => void say("no")}>{f("no")}</Button>}
    </Writes>
  );
}

function One({ offer, room }: { offer: Offer; room: RoomView }) {
  const { beneficiary, kind, start, end, standing } = offer;
  const named = `${format.day(start)} ${format.span(start, end)}`;
  return (
    <Finding state={<Stands of={offer} />} title={format.capital(named)}>
      <p>{room.short(beneficiary)}, {format.hours(between(start, end))}</p>
      <div><KindName kind={kind} /></div>
      {standing === "open" && <p class="s">{f(offer.how)}</p>}
      <Meets of={offer} standing={standing} room={room} />
      <Answers standing={standing} named={named} fields={(says) => answer(offer, room.me, says)} room={room} />
    </Finding>
  );
}

// An exchange: what I give, what I get, and that it is both or neither.
function Swapped({ exchange, room }: { exchange: Exchange; room: RoomView }) {
  const { gives, gets, standing, why } = exchange;
  const named = (side: Side): string => `${format.day(side.start)} ${format.span(side.start, side.end)}`;
  const line = (words: "gives" | "gets", side: Side) => (
    <div><span class="s soft">{f(words)}</span><br /><b>{format.capital(named(side))}</b><br />{room.short(side.beneficiary)}, {format.hours(between(side.start, side.end))}<div><KindName kind={side.kind} /></div></div>
  );
  return (
    <Finding state={<Stands of={exchange} both />} title={f("exchange")}>
      {standing === "gone" && <p>{f(`why.${why}`)}</p>}
      {line("gives", gives)}
      {line("gets", gets)}
      {(standing === "open" || standing === "yes") && <p class="s">{f("both")}</p>}
      <Meets of={gets} standing={standing} but={gives.plan} room={room} />
      <Answers standing={standing} named={`${f("gives")} ${named(gives)}, ${f("gets")} ${named(gets)}`} fields={(says) => agreed(exchange, room.me, says)} room={room} />
    </Finding>
  );
}

function Stands({ of: { standing, waiting }, both }: { of: Pick<Offer, "standing" | "waiting">; both?: boolean }) {
  switch (standing) {
    case "open": return <State tone="you" icon="you">{t("state.you")}</State>;
    case "yes": return <State icon={waiting ? "device" : "clock"}>{f(waiting ? "saidYesHere" : both ? "saidYesBoth" : "saidYes")}</State>;
    case "no": return <State icon="close">{f("saidNo")}</State>;
    case "yours": return <State tone="done" icon="check">{f(both ? "done" : "yours")}</State>;
    case "gone": return <State icon="info">{f(both ? "undone" : "gone")}</State>;
  }
}
