// Saying that something is wrong: one question a screen, the same place for the same thing, and what happens then.

import { useEffect, useRef, useState } from "preact/hooks";
import { shiftOf, type Shift } from "../../core/month";
import { flags, type About, type Flag } from "../../core/talk";
import { addDays, between } from "../../core/time";
import type { Row } from "../../core/types";
import { format } from "../../i18n";
import { go } from "../../route";
import { Button, Choices, Field } from "../../ui";
import { say, Text, type Speaker } from "../../talk/Thread";
import { aboutInWords } from "../../talk/tell";
import { s } from "../../talk/words";
import { q } from "./words";

type Step = "what" | "day" | "row" | "flag" | "text" | "check";

interface Said {
  what?: "month" | "day";
  day?: string;
  /** A ref, or "all". */
  row?: string;
  flag?: Flag;
  text: string;
}

/** The shifts of a beneficiary that have a minute on a day, the earliest first. */
export function shiftsOn(docs: Iterable<Row>, beneficiary: string, day: string): Shift[] {
  const found: Shift[] = [];
  for (const doc of docs) {
    const shift = doc.kind === "shift" ? shiftOf(doc) : undefined;
    if (!shift || shift.void || shift.beneficiary !== beneficiary) continue;
    const start = shift.start.slice(0, 10);
    const end = shift.end ?? shift.start;
    const last = end.slice(11, 16) === "00:00" && end.slice(0, 10) > start ? addDays(end.slice(0, 10), -1) : end.slice(0, 10);
    if (start <= day && day <= last) found.push(shift);
  }
  return found.sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** The questions. day is known where one came from a day; sent says that the invoice has gone already. */
export function Wrong({ speaker, beneficiary, month, day, title, sent }: { speaker: Speaker; beneficiary: string; month: string; day: string | undefined; title: string; sent: boolean }) {
  const [step, turn] = useState<Step>(day ? "row" : "what");
  const [told, tell] = useState<Said>({ text: "", ...(day ? { what: "day" as const, day } : {}) });
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { docs } = speaker.desk;
  const rows = told.day ? shiftsOn(docs.value.values(), beneficiary, told.day) : [];
  const steps: Step[] = ["what", ...(told.what === "day" ? ["day" as const, ...(rows.length > 0 ? ["row" as const] : [])] : []), "flag", "text", "check"].slice(day ? 2 : 0) as Step[];
  const here = steps.includes(step) ? step : "flag";
  const at = steps.indexOf(here);
  useEffect(() => heading.current?.focus(), [here]);

  const missing = here === "what" ? !told.what : here === "day" ? !told.day : here === "row" ? !told.row : here === "flag" ? !told.flag : here === "text" ? told.flag === "other" && told.text.trim() === "" : false;
  const move = (by: 1 | -1): void => {
    if (by > 0 && missing) return setTried(true);
    setTried(false);
    const next = steps[at + by];
    if (next) turn(next);
    else if (by < 0) go(`/rakning/${beneficiary}/${month}`);
  };
  const shift = rows.find(({ ref }) => ref === told.row);
  const about: About = {
    beneficiary, month, ...(told.what === "day" && told.day ? { day: told.day } : {}), ...(shift ? { shift: shift.ref.slice("shift/".length), assistant: shift.assistant } : {}),
  };
  const send = async (): Promise<void> => {
    if (await say(speaker, about, { ...(told.flag ? { flag: told.flag } : {}), text: told.text })) go(`/talk/${beneficiary}/${month}?sagt`, true);
  };
  const wrong = tried && missing ? <p class="wrong" role="alert">{here === "text" ? s("text.missing") : q("choose")}</p> : null;
  return (
    <>
      <div>
        <p class="soft">{title}</p>
        <h1>{q("title")}</h1>
      </div>
      <section class="leaf stack" aria-labelledby="question">
        <p class="soft s">{q("step", { n: at + 1 })}</p>
        <h2 id="question" tabIndex={-1} ref={heading}>{q(here === "text" && told.flag === "other" ? "text.needed" : here)}</h2>
        {wrong}
        {here === "what" && <Choices legend={<span class="vh">{q("what")}</span>} name="what" value={told.what} onChange={(what) => tell({ ...told, what })} options={[{ value: "day", label: q("what.day") }, { value: "month", label: q("what.month") }]} />}
        {here === "day" && <Days docs={docs.value} {...{ beneficiary, month }} value={told.day ?? ""} onChange={(picked) => tell({ text: told.text, what: "day", day: picked, ...(told.flag ? { flag: told.flag } : {}) })} />}
        {here === "row" && (
          <Choices
            legend={<span class="vh">{q("row")}</span>} name="row" value={told.row} onChange={(row) => tell({ ...told, row })}
            options={[...rows.map((one) => ({ value: one.ref, label: speaker.names(one.assistant), sub: format.span(one.start, one.end) })), { value: "all", label: q("row.all") }]}
          />
        )}
        {here === "flag" && <Choices<Flag> legend={<span class="vh">{q("flag")}</span>} name="flag" value={told.flag} onChange={(flag) => tell({ ...told, flag })} options={flags.map((flag) => ({ value: flag, label: s(`flag.${flag}`) }))} />}
        {here === "text" && <Text label={s("text")} optional={told.flag === "other" ? "" : q("text.optional")} help={s("text.help")} value={told.text} onInput={(text) => tell({ ...told, text })} />}
        {here === "check" && (
          <>
            <dl class="facts">
              <div><dt>{q("check.about")}</dt><dd>{aboutInWords(about, docs.value, speaker.names)}</dd></div>
              <div><dt>{q("check.flag")}</dt><dd>{told.flag && s(`flag.${told.flag}`)}</dd></div>
              {told.text.trim() !== "" && <div><dt>{q("check.text")}</dt><dd class="thread__text">{told.text.trim()}</dd></div>}
            </dl>
            <h3>{q("then")}</h3>
            <ol class="how">
              <li><span>{q("then.1")}</span></li>
              {sent ? <li><span>{q("then.sent")}</span></li> : <><li><span>{q("then.2")}</span></li><li><span>{q("then.3")}</span></li></>}
            </ol>
            {shift && <p>{q("reads")}</p>}
          </>
        )}
      </section>
      <div class="stack">
        {here === "check" ? <Button kind="primary" big wide icon="speak" onClick={() => void send()}>{q("say")}</Button> : <Button kind="primary" big wide onClick={() => move(1)}>{q("next")}</Button>}
        <Button kind="line" wide icon="prev" onClick={() => move(-1)}>{q("back")}</Button>
      </div>
    </>
  );
}

function Days({ docs, beneficiary, month, value, onChange }: { docs: ReadonlyMap<string, Row>; beneficiary: string; month: string; value: string; onChange: (day: string) => void }) {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  const told = (day: string): string => {
    const shifts = shiftsOn(docs.values(), beneficiary, day);
    return shifts.length === 0 ? q("day.none") : shifts.map((one) => (one.end && between(one.start, one.end) > 0 ? format.span(one.start, one.end) : format.clock(one.start))).join(", ");
  };
  return (
    <Field label={q("day")}>
      {({ id }) => (
        <select class="input" id={id} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
          <option value="">–</option>
          {days.map((day) => <option key={day} value={day}>{`${format.capital(format.day(day))}: ${told(day)}`}</option>)}
        </select>
      )}
    </Field>
  );
}
