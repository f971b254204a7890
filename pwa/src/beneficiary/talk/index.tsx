// What is said about a beneficiary's months: in the invoice, on a page of its own, and what is new; what holds the invoice;
// and a representative's notes.

import { useState } from "preact/hooks";
import { allTalks, talksOf } from "../../core/talk";
import { text } from "../../core/types";
import { format } from "../../i18n";
import { Button, Cover, Notice, Sheet, Writes, type Desk } from "../../ui";
import { Talks, unread, useRead } from "../../talk/Talks";
import { Messages, say, Text, type Speaker } from "../../talk/Thread";
import { s } from "../../talk/words";
import type { InvoiceView } from "../view";
import type { Holding } from "./held";
import { Wrong } from "./Wrong";
import { q } from "./words";

interface Place {
  desk: Desk;
  beneficiary: string;
  month: string;
  nameOf: (id: string) => string;
}

function useSpeaker({ desk, beneficiary, nameOf }: Omit<Place, "month">): { speaker: Speaker; told: string } {
  const [told, tell] = useState("");
  const me = desk.who.value?.person ?? "";
  return { told, speaker: { desk, me, as: me === beneficiary ? "beneficiary" : "representative", names: nameOf, tell } };
}

function titleOf({ desk, beneficiary, month, nameOf }: Place): string {
  return desk.who.value?.person === beneficiary ? q("of", { month: format.month(month) }) : q("ofWhom", { month: format.month(month), name: nameOf(beneficiary) });
}

/** The page of a month's talks; then is "fel" where something is to be said. */
export function TalkPage({ then, search, ...place }: Place & { then: string; search: string }) {
  useRead();
  const { desk, beneficiary, month, nameOf } = place;
  const { speaker, told } = useSpeaker(place);
  const asked = new URLSearchParams(search);
  const talks = talksOf(desk.docs.value.values(), beneficiary, month);
  const state = text(desk.docs.value.get(`invoice/${beneficiary}@${month}`)?.fields ?? {}, "state");
  if (then === "fel") return <Wrong {...{ speaker, beneficiary, month }} day={asked.get("dag")?.startsWith(month) ? asked.get("dag") ?? undefined : undefined} title={titleOf(place)} sent={state === "signed" || state === "differs"} />;
  return (
    <>
      <div>
        <p class="soft">{titleOf(place)}</p>
        <h1>{s("titleOf", { month: format.month(month) })}</h1>
      </div>
      {asked.has("sagt") && <Notice tone="done" icon="check" live><b>{q("said")}.</b> {q("said.what")}</Notice>}
      <p class="vh" role="status">{told}</p>
      {talks.length === 0 ? <p>{q("none")}</p> : <div class="leaf"><Talks key={talks.length} {...{ speaker, talks, beneficiary, month }} opened={asked.has("sagt") ? talks.at(-1)?.topic : undefined} /></div>}
      <div class="stack">
        <Button kind="primary" wide href={`/rakning/${beneficiary}/${month}`}>{q("toInvoice")}</Button>
        <Writes><Button kind="line" wide icon="speak" href={`/talk/${beneficiary}/${month}/fel`}>{q("title")}</Button></Writes>
      </div>
      {speaker.as === "representative" && <Notes {...{ speaker, beneficiary, month }} name={nameOf(beneficiary)} />}
    </>
  );
}

/** In the invoice: a way to say that something is wrong, what was said, and the office's phone. */
export function InvoiceTalk({ phone, ...place }: Place & { phone: string }) {
  useRead();
  const { desk, beneficiary, month } = place;
  const { speaker, told } = useSpeaker(place);
  const talks = talksOf(desk.docs.value.values(), beneficiary, month);
  return (
    <section class="section" aria-labelledby="wrong">
      <h2 id="wrong">{q("title")}</h2>
      <p>{q("none")}</p>
      <p class="vh" role="status">{told}</p>
      {talks.length > 0 && <div class="leaf"><Talks {...{ speaker, talks, beneficiary, month }} /></div>}
      <Writes><Button kind="line" wide icon="speak" href={`/talk/${beneficiary}/${month}/fel`}>{q("title")}</Button></Writes>
      {phone !== "" && <Button kind="line" wide href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{q("call", { phone })}</Button>}
      {speaker.as === "representative" && <Button kind="quiet" wide href={`/talk/${beneficiary}/${month}`}>{s("note.title")}</Button>}
    </section>
  );
}

/** What is new in one's months, a line each. */
export function NewTalk({ desk, beneficiary, nameOf }: Omit<Place, "month">) {
  useRead();
  const me = desk.who.value?.person ?? "";
  const fresh = allTalks(desk.docs.value.values()).flatMap((of) => {
    const n = of.beneficiary === beneficiary ? of.talks.filter((talk) => unread(talk, beneficiary, of.month, me)).length : 0;
    return n > 0 ? [{ month: of.month, n }] : [];
  });
  return (
    <>
      {fresh.map(({ month, n }) => (
        <Notice key={month} tone="you" icon="speak" live>
          <b>{s("new", { n })}.</b> {titleOf({ desk, beneficiary, month, nameOf })}{" "}
          <Button kind="line" href={`/talk/${beneficiary}/${month}`} label={`${s("read")}: ${format.month(month)}`}>{s("read")}</Button>
        </Notice>
      ))}
    </>
  );
}

/** In place of sending: what the invoice waits for, and the way round it. */
export function Held({ view, own, holds, busy, onInsist }: { view: InvoiceView; own: boolean; holds: readonly Holding[]; busy: boolean; onInsist: () => void }) {
  const [asking, ask] = useState(false);
  const lines = holds.map((h) => <li key={h.id}>{h.day === "" ? s("about.month") : format.capital(format.day(h.day))}: {s(`flag.${h.flag}`).toLocaleLowerCase("sv")}</li>);
  return (
    <>
      <Cover id="held" title={q("held")}>
        <p>{own ? q("held.what") : q("held.whatOf", { name: view.beneficiary.name })}</p>
        <ul class="bullets">{lines}</ul>
        <Button kind="mark" wide icon="speak" href={`/talk/${view.beneficiary.id}/${view.month}`}>{q("all")}</Button>
        <Writes><Button kind="on-cover" wide busy={busy} onClick={() => ask(true)}>{q("held.insist")}</Button></Writes>
      </Cover>
      {asking && (
        <Sheet
          title={q("insist.title")} onClose={() => ask(false)} closeLabel={q("insist.wait")}
          actions={<><Button kind="primary" big wide onClick={() => { ask(false); onInsist(); }}>{q("insist.send")}</Button><Button kind="line" wide onClick={() => ask(false)}>{q("insist.wait")}</Button></>}
        >
          <ul class="bullets">{lines}</ul>
          <p>{q("insist.what")}</p>
        </Sheet>
      )}
    </>
  );
}

/** What a representative notes about a month. */
function Notes({ speaker, beneficiary, month, name }: { speaker: Speaker; beneficiary: string; month: string; name: string }) {
  const [words, write] = useState("");
  const [tried, setTried] = useState(false);
  const notes = talksOf(speaker.desk.docs.value.values(), beneficiary, month, "observation").flatMap((talk) => talk.messages);
  const save = async (): Promise<void> => {
    if (words.trim() === "") return setTried(true);
    if (!(await say(speaker, { beneficiary, month }, { text: words }, "observation"))) return;
    write("");
    setTried(false);
    speaker.tell(s("sent"));
  };
  return (
    <section class="leaf stack" aria-labelledby="notes">
      <h2 id="notes">{s("note.title")}</h2>
      <p class="soft">{s("note.what", { name })}</p>
      {notes.length === 0 ? <p>{s("note.none", { month: format.month(month) })}</p> : <Messages speaker={speaker} messages={notes} kind="observation" />}
      <Writes>
        <form class="stack stack--s" onSubmit={(e) => { e.preventDefault(); void save(); }}>
          <Text label={s("note.text", { month: format.month(month) })} help={s("text.help")} value={words} onInput={write} wrong={tried && words.trim() === "" ? s("text.missing") : undefined} />
          <Button kind="line" submit>{s("note.save")}</Button>
        </form>
      </Writes>
    </section>
  );
}
