// Day notes on an assistant's phone: those of each whom they are engaged with today.

import { useState } from "preact/hooks";
import { format } from "../i18n";
import { Chips, Icon } from "../ui";
import { desk } from "../ui/device";
import type { RoomView } from "../assistant/room";
import { DayNotes } from "./DayNotes";
import { engagedAt, keptDays, notedDays, type Noted } from "./notes";
import { n } from "./words";

/** The notes, where the provider keeps them. */
export default function Notes({ room }: { room: RoomView }) {
  const [chosen, choose] = useState("");
  const docs = desk.docs.value;
  const today = format.today(desk.now());
  const places = engagedAt(docs, room.me, today);
  const place = places.includes(chosen) ? chosen : places[0];
  const newest = places.flatMap((id) => notedDays(docs, id, today)).reduce<Noted | undefined>((a, b) => (a && a.day >= b.day ? a : b), undefined);
  if (place === undefined || keptDays(docs) === 0) return null;
  return (
    <details class="leaf thread__fold">
      <summary><span class="grow"><b>{n("title")}</b>{newest && <span class="block soft s">{n("newest", { day: format.day(newest.day) })}</span>}</span> <Icon name="down" /></summary>
      {places.length > 1 && <Chips legend={n("title")} name="noted" value={place} onChange={choose} options={places.map((id) => ({ value: id, label: room.short(id) }))} />}
      <p class="soft s">{n("what", { name: room.short(place) })}</p>
      <DayNotes
        key={place} beneficiary={place} mayNote={(day) => engagedAt(docs, room.me, day).includes(place)}
        speaker={{ desk, me: room.me, as: "assistant", names: room.name, tell: (what) => room.toasts.say(what) }}
      />
    </details>
  );
}
