// What was noted about the days with somebody, the newest day first, and a place to note more. It works without network: what is
// written stands at once.

import { useState } from "preact/hooks";
import { addDays } from "../core/time";
import { format } from "../i18n";
import { Messages, say, Text, type Speaker } from "../talk/Thread";
import { s } from "../talk/words";
import { Button, Icon, TextField, Writes } from "../ui";
import { keptDays, notedDays } from "./notes";
import { n } from "./words";

/** The notes of one beneficiary. mayNote says of a day whether whoever is here may note something about it; without it nobody may. */
export function DayNotes({ speaker, beneficiary, mayNote }: { speaker: Speaker; beneficiary: string; mayNote?: (day: string) => boolean }) {
  const today = format.today(speaker.desk.now());
  const docs = speaker.desk.docs.value;
  const days = notedDays(docs, beneficiary, today);
  return (
    <div class="stack">
      {mayNote && <Writes><Note speaker={speaker} beneficiary={beneficiary} today={today} first={addDays(today, -keptDays(docs))} may={mayNote} /></Writes>}
      {days.length === 0 && <p class="soft">{n("none")}</p>}
      {days.map(({ day, notes }) => (
        <section key={day} class="stack stack--s" aria-label={format.day(day)}>
          <p class="strong">{format.capital(format.day(day))}</p>
          <Messages speaker={speaker} messages={notes} kind="daynote" />
        </section>
      ))}
      <p class="soft s">{n("kept", { n: keptDays(docs) })}</p>
    </div>
  );
}

function Note({ speaker, beneficiary, today, first, may }: { speaker: Speaker; beneficiary: string; today: string; first: string; may: (day: string) => boolean }) {
  const [words, write] = useState("");
  const [day, setDay] = useState(today);
  const [tried, setTried] = useState(false);
  const name = speaker.names(beneficiary);
  const wrong = day === "" ? n("day.none") : day < first ? n("day.old") : may(day) ? undefined : n("day.not", { name });
  const save = async (): Promise<void> => {
    if (words.trim() === "" || wrong) return setTried(true);
    if (!(await say(speaker, { beneficiary, month: day.slice(0, 7), day }, { text: words }, "daynote"))) return;
    write("");
    setTried(false);
    speaker.tell(n("saved"));
  };
  return (
    <details class="thread__fold">
      <summary><b>{n("write")}</b> <Icon name="down" /></summary>
      <form class="stack stack--s" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <TextField label={n("day")} type="date" value={day} onInput={setDay} wrong={tried ? wrong : undefined} />
        <Text label={n("text")} help={s("text.help")} value={words} onInput={write} wrong={tried && words.trim() === "" ? s("text.missing") : undefined} />
        <Button kind="primary" submit>{n("save")}</Button>
      </form>
    </details>
  );
}
