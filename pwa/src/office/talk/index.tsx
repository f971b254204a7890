// The talks of a customer's month beside it: about the month, a day or a row; and what representatives have noted.

import { useEffect, useState } from "preact/hooks";
import { aboutOf, talksOf, topicOf, type About, type Talk } from "../../core/talk";
import { format } from "../../i18n";
import { Button, TextField, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Talks, useRead } from "../../talk/Talks";
import { Messages, Thread, type Speaker } from "../../talk/Thread";
import { s } from "../../talk/words";

interface Place {
  desk: Desk;
  beneficiary: string;
  month: string;
  names: (id: string) => string;
  toaster: Toaster;
}

function speakerOf({ desk, names, toaster }: Place): Speaker {
  return { desk, me: desk.who.value?.person ?? "", as: "coordinator", names, tell: (what) => toaster.say(what) };
}

/** All talks of the month, and ways to begin one. onRow shows a row. */
export function MonthTalks({ onRow, ...place }: Place & { onRow: (ref: string) => void }) {
  useRead();
  const { desk, beneficiary, month } = place;
  const [about, begin] = useState<About | undefined>(undefined);
  const talks = talksOf(desk.docs.value.values(), beneficiary, month);
  const begun = about && talks.find((talk) => talk.topic === topicOf(about));
  const speaker = speakerOf(place);
  const whole: About = { beneficiary, month };
  const row = (talk: Talk): string => (talk.topic.startsWith("shift/") && desk.docs.value.has(talk.topic) ? talk.topic : "");
  return (
    <section class="leaf stack" aria-labelledby="talks" id="samtal">
      <h2 id="talks">{s("title")}</h2>
      {talks.length === 0 && !about && <p class="soft">{s("none", { month: format.month(month) })}</p>}
      <Talks
        key={begun?.topic} speaker={speaker} opened={begun?.topic} {...{ talks, beneficiary, month }}
        show={(talk) => row(talk) !== "" && <Button kind="quiet" start onClick={() => onRow(row(talk))}>{s("openRow")}</Button>}
      />
      {about && !begun && (
        <div class="stack stack--s">
          {about.day !== undefined && <TextField label={s("day")} type="date" value={about.day} onInput={(day) => begin({ ...whole, day: day.startsWith(month) ? day : `${month}-01` })} />}
          <Thread speaker={speaker} about={about} talk={undefined} />
        </div>
      )}
      {(!about || begun) && (
        <div class="row row--start">
          <Writes>
            <Button kind="line" onClick={() => begin(whole)}>{s("writeMonth")}</Button>
            <Button kind="line" onClick={() => begin({ ...whole, day: `${month}-01` })}>{s("writeDay")}</Button>
          </Writes>
        </div>
      )}
    </section>
  );
}

/** The talk of one row, or of one that is planned, in its sheet. */
export function RowTalk({ row, ...place }: Place & { row: { id: string; start: string; assistant: string } }) {
  useRead();
  const { desk, beneficiary, month } = place;
  const talk = talksOf(desk.docs.value.values(), beneficiary, month).find((one) => one.topic === row.id);
  const day = row.start.slice(0, 10);
  const [kind = "", id = ""] = row.id.split("/");
  const about: About = { beneficiary, month, day: day < `${month}-01` ? `${month}-01` : day, [kind]: id, assistant: row.assistant };
  return (
    <details class="thread__fold" open={talk !== undefined}>
      <summary><b>{talk ? s("title") : s("write")}</b></summary>
      <Thread speaker={speakerOf(place)} about={about} talk={talk} />
    </details>
  );
}

/** One talk by itself, with a place to answer. */
export function OneTalk({ talk, ...place }: Place & { talk: Talk }) {
  useRead();
  return <Thread speaker={speakerOf(place)} about={aboutOf(talk)} talk={talk} />;
}

/** What representatives have noted about the month; nothing where nobody has. */
export function Observations(place: Place) {
  const { desk, beneficiary, month, names } = place;
  useEffect(() => desk.open(`observations/${beneficiary}`), [beneficiary]);
  const notes = talksOf(desk.docs.value.values(), beneficiary, month, "observation").flatMap((talk) => talk.messages);
  if (notes.length === 0) return null;
  return (
    <section class="leaf stack stack--s" aria-labelledby="notes">
      <h2 id="notes">{s("note.title")}</h2>
      <p class="soft s">{s("note.office", { name: names(beneficiary) })}</p>
      <Messages speaker={speakerOf(place)} messages={notes} kind="observation" />
    </section>
  );
}
