// What people say about an assistant's own rows and plans: on the month, beside a row, and what is new. All of it stands on
// the phone, and what is written is kept there until the server has it.

import { allTalks, talksOf, topicOf, type About, type Talk } from "../../core/talk";
import { core } from "../../core";
import type { Shift } from "../../core/month";
import { format, t } from "../../i18n";
import { Button, Notice, Trouble } from "../../ui";
import { desk } from "../../ui/device";
import { Talks, unread, useRead } from "../../talk/Talks";
import { Thread, type Speaker } from "../../talk/Thread";
import { s } from "../../talk/words";
import type { Mine } from "../mine";
import type { RoomView } from "../room";
import type { TalkAsked } from "../Talk";

/** The part that is asked for. */
export default function Part({ room, page, month, row, plan }: TalkAsked) {
  useRead();
  if (row) return <OfRow row={row} room={room} />;
  if (plan) return <Thread speaker={speakerOf(room)} {...aboutMine(room, plan, { plan: plan.id })} />;
  if (page !== undefined) return <Page room={room} page={page} />;
  return month === undefined ? <New room={room} /> : <OfMonth room={room} month={month} />;
}

function speakerOf(room: RoomView): Speaker {
  return { desk, me: room.me, as: "assistant", names: room.name, tell: (what) => room.toasts.say(what) };
}

// What is about this person's rows: a phone that is somebody else's here, too, may hold more.
function mine(talks: readonly Talk[], me: string): Talk[] {
  return talks.filter((talk) => talk.messages.some((m) => m.assistant === me));
}

function Page({ room, page }: { room: RoomView; page: string }) {
  const [beneficiary = "", month = ""] = page.split("/");
  const talks = mine(talksOf(core.rows.value.values(), beneficiary, month), room.me);
  if (talks.length === 0) {
    return (
      <Trouble level={1} icon="speak" title={s("none", { month: format.month(month) })}>
        <Button kind="primary" wide href={`/month/${month}`}>{t("nav.month")}</Button>
      </Trouble>
    );
  }
  return (
    <>
      <div>
        <h1>{s("titleOf", { month: format.month(month) })}</h1>
        <p class="soft">{t("who.at", { name: room.short(beneficiary) })}</p>
      </div>
      <div class="leaf"><Talks speaker={speakerOf(room)} {...{ talks, beneficiary, month }} /></div>
      <Button kind="line" wide href={`/month/${month}`}>{t("nav.month")}</Button>
    </>
  );
}

function OfMonth({ room, month }: { room: RoomView; month: string }) {
  const all = allTalks(core.rows.value.values()).filter((of) => of.month === month).flatMap((of) => mine(of.talks, room.me).map((talk) => ({ talk, beneficiary: of.beneficiary })));
  if (all.length === 0) return null;
  const people = [...new Set(all.map(({ beneficiary }) => beneficiary))];
  return (
    <section class="section" aria-labelledby="talks">
      <h2 id="talks">{s("title")}</h2>
      {people.map((beneficiary) => (
        <div class="leaf" key={beneficiary}>
          {people.length > 1 && <h3>{room.short(beneficiary)}</h3>}
          <Talks speaker={speakerOf(room)} talks={all.flatMap((of) => (of.beneficiary === beneficiary ? [of.talk] : []))} {...{ beneficiary, month }} />
        </div>
      ))}
    </section>
  );
}

function OfRow({ row, room }: { row: Mine; room: RoomView }) {
  const of = aboutMine(room, row.shift, { shift: row.row.id });
  return (
    <details class="thread__fold" open={of.talk !== undefined}>
      <summary><b>{of.talk ? s("title") : s("write")}</b></summary>
      <Thread speaker={speakerOf(room)} {...of} />
    </details>
  );
}

// What one of one's rows or plans is about, and what has been said of it.
function aboutMine(room: RoomView, { beneficiary, start }: Pick<Shift, "beneficiary" | "start">, part: Pick<About, "shift" | "plan">) {
  const day = start.slice(0, 10);
  const about: About = { beneficiary, month: day.slice(0, 7), day, ...part, assistant: room.me };
  return { about, talk: talksOf(core.rows.value.values(), beneficiary, about.month).find((one) => one.topic === topicOf(about)) };
}

// What is new, on the first page: one line a month.
function New({ room }: { room: RoomView }) {
  const fresh = allTalks(core.rows.value.values()).flatMap(({ beneficiary, month, talks }) => {
    const n = mine(talks, room.me).filter((talk) => unread(talk, beneficiary, month, room.me)).length;
    return n > 0 ? [{ beneficiary, month, n }] : [];
  });
  return (
    <>
      {fresh.map(({ beneficiary, month, n }) => (
        <Notice key={beneficiary + month} tone="you" icon="speak" live>
          <b>{s("new", { n })}.</b> {s("new.what", { name: room.short(beneficiary), about: format.month(month) })}{" "}
          <Button kind="line" href={`/talk/${beneficiary}/${month}`} label={`${s("read")}: ${room.short(beneficiary)}, ${format.month(month)}`}>{s("read")}</Button>
        </Notice>
      ))}
    </>
  );
}
