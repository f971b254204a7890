// One talk: what was said, oldest first, and a place to say more. It works without network: what is written stands at once.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { longest, mayTake, saying, type About, type Message, type Speaks, type Talk } from "../core/talk";
import { stamp } from "../core/time";
import { format, said, t } from "../i18n";
import { Button, Field, Icon, State, Writes, type Desk } from "../ui";
import { keyOf, note } from "./read";
import { authorInWords, readersInWords } from "./tell";
import { s } from "./words";
import "./talk.css";

/** Who speaks here. */
export interface Speaker {
  desk: Desk;
  me: string;
  as: Speaks;
  names: (id: string) => string;
  /** Tells in a moment that something was saved, or not. */
  tell: (what: string) => void;
}

/** Saves what is said; false where it could not be, which the app itself shows. */
export async function say({ desk, me, as, tell }: Speaker, about: About, what: Parameters<typeof saying>[4], kind = "message"): Promise<boolean> {
  try {
    await desk.act(`${kind}/${desk.newId()}`, 0, saying(about, me, as, stamp(desk.now().getTime()), what));
  } catch {
    tell(t("edit.notSaved"));
    return false;
  }
  return true;
}

/** A talk and its form. talk is undefined where nothing has been said yet. */
export function Thread({ speaker, about, talk, busy }: { speaker: Speaker; about: About; talk: Talk | undefined; busy?: boolean }) {
  const key = talk && keyOf(about.beneficiary, about.month, talk);
  useEffect(() => {
    if (key && talk) void note(key, talk);
  }, [key, talk?.messages.length, talk?.messages.at(-1)?.row.rev]);
  return (
    <div class="thread stack">
      {talk && <Messages speaker={speaker} messages={talk.messages} settled={new Set(talk.messages.flatMap((m) => (m.taken ? [] : m.settles)))} />}
      {!busy && <Writes><Say speaker={speaker} about={about} talk={talk} /></Writes>}
    </div>
  );
}

/** What was said, oldest first. */
export function Messages({ speaker, messages, settled, kind }: { speaker: Speaker; messages: readonly Message[]; settled?: ReadonlySet<string>; kind?: string }) {
  return (
    <ol class="thread__said stack stack--s" role="list">
      {messages.map((m) => <One key={m.id} of={m} speaker={speaker} settled={settled?.has(m.id) ?? false} kind={kind} />)}
    </ol>
  );
}

function One({ of: m, speaker, settled, kind }: { of: Message; speaker: Speaker; settled: boolean; kind?: string | undefined }) {
  const { me, names, desk, tell } = speaker;
  const who = authorInWords(m, me, names);
  const when = <time class="soft s" dateTime={m.said}>{format.moment(m.said)}</time>;
  if (m.takes !== "") return <li class="soft s"><Icon name="undo" /> {s("took", { who })} {when}</li>;
  const words = (): void => void say(speaker, m, { takes: m.id }, kind).then((ok) => ok && tell(s("take.done")));
  return (
    <li class="thread__one">
      <p class="row row--between"><b>{who}</b> {when}</p>
      {m.taken ? <p class="soft">{s("taken")}</p> : (
        <>
          {m.flag && <State tone={settled ? "done" : "you"} icon={settled ? "check" : "speak"}>{s(`flag.${m.flag}`)}{settled && `. ${s("settled")}`}</State>}
          {m.text !== "" && <p class="thread__text">{m.text}</p>}
          {m.settles.length > 0 && <State tone="done" icon="check">{s("settledBy", { who })}</State>}
        </>
      )}
      {m.row.status === "phone" && <State icon="device">{t("state.phone")}</State>}
      {m.row.status === "refused" && <State tone="alarm" icon="alarm">{t("state.refused")}. {said(m.row.refused?.verdict?.message)}</State>}
      {m.row.status === "parked" && <State icon="lock">{t("state.parked")}</State>}
      {mayTake(m, me, desk.now().getTime()) && <Writes><Button kind="quiet" start icon="undo" label={s("take.what", { time: format.moment(m.said) })} onClick={words}>{s("take")}</Button></Writes>}
    </li>
  );
}

/** A place to write. Nothing is disabled: a press says what is missing. */
function Say({ speaker, about, talk }: { speaker: Speaker; about: About; talk: Talk | undefined }) {
  const [words, write] = useState("");
  const [tried, setTried] = useState(false);
  const office = speaker.as === "coordinator";
  const open = talk?.flags ?? [];
  const send = async (what: { text?: string; settles?: readonly string[] }): Promise<void> => {
    if (!what.settles && words.trim() === "") return setTried(true);
    if (!(await say(speaker, about, what))) return;
    write("");
    setTried(false);
    speaker.tell(s("sent"));
  };
  const settles = [...new Set([...open.map((m) => m.id), ...(talk?.waits ? [talk.waits.id] : [])])];
  const first = talk === undefined;
  return (
    <form class="stack stack--s" onSubmit={(e) => { e.preventDefault(); void send({ text: words }); }}>
      <Text label={s("text")} help={<>{readersInWords(about, speaker.me, speaker.names, office)} {s("text.help")}</>} value={words} onInput={write} wrong={tried && words.trim() === "" ? s("text.missing") : undefined} />
      <div class="row row--start">
        {office && open.length > 0 && (words.trim() !== "" ? (
          <Button kind="primary" icon="check" onClick={() => void send({ text: words, settles })}>{s("answerSettle")}</Button>
        ) : <Button kind="line" icon="check" onClick={() => void send({ settles })}>{s("settleFlags")}</Button>)}
        <Button kind={office && open.length > 0 ? "line" : "primary"} submit>{s(first ? "send" : "answer")}</Button>
        {office && open.length === 0 && talk?.waits && words.trim() === "" && <Button kind="quiet" onClick={() => void send({ settles })}>{s("settle")}</Button>}
        {(speaker.as === "beneficiary" || speaker.as === "representative") && open.length > 0 && <Button kind="line" icon="check" onClick={() => void send({ ...(words.trim() === "" ? {} : { text: words }), settles: open.map((m) => m.id) })}>{s("right")}</Button>}
      </div>
    </form>
  );
}

/** Several lines of text. */
export function Text({ label, help, value, onInput, wrong, optional }: { label: string; help?: ComponentChildren; value: string; onInput: (value: string) => void; wrong?: string | undefined; optional?: string }) {
  return (
    <Field label={label} help={help} wrong={wrong} optional={optional}>
      {({ id, describedby, invalid }) => (
        <textarea class="input" id={id} rows={3} maxLength={longest} value={value} aria-describedby={describedby} aria-invalid={invalid || undefined} onInput={(e) => onInput(e.currentTarget.value)} />
      )}
    </Field>
  );
}

/** A talk that opens where it stands, with how it stands in its line. */
export function Fold({ open, title, state, gist, children, onToggle }: { open?: boolean; title: string; state: ComponentChildren; gist: string; children: ComponentChildren; onToggle?: (open: boolean) => void }) {
  const id = useId();
  const [shown, show] = useState(open ?? false);
  return (
    <details class="thread__fold" open={open} aria-labelledby={id} onToggle={(e) => { show(e.currentTarget.open); onToggle?.(e.currentTarget.open); }}>
      <summary><span class="grow"><b id={id}>{title}</b> {state}{gist !== "" && <span class="soft s thread__gist">{gist}</span>}</span> <Icon name="down" /></summary>
      {shown && children}
    </details>
  );
}
