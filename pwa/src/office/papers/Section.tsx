import { useState } from "preact/hooks";
import { there } from "../../core/there";
import type { Fields, Row as Doc } from "../../core/types";
import { format, t } from "../../i18n";
import { Button, State, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { namesOf } from "../people";
import { grownUp, papersOf, type OfAge, type Standing } from "./holding";
import { PaperSheet } from "./PaperSheet";
import { paper, type PaperName } from "./papers";
import { dated, more, period, what } from "./told";
import { p, word } from "./words";

/** A section of a person's papers: those of one kind in which a field names them. */
export interface SectionProps {
  desk: Desk;
  toasts: Toaster;
  name: PaperName;
  /** The field that names the person. */
  field: string;
  who: string;
  /** The key of the heading below "section."; the form's name where it is left out. */
  title?: string;
  ofAge?: OfAge;
}

/** What holds, what is coming, and, folded away, what has ended. */
export function Section({ desk, toasts, name, field, who, title = name, ofAge = () => "" }: SectionProps) {
  const [edited, edit] = useState<{ doc?: Doc } | undefined>(undefined);
  const docs = desk.docs.value;
  const names = namesOf(docs, t("who.someone"));
  const found = papersOf(docs.values(), paper(name).kind, field, who, format.today(desk.now()), ofAge);
  const ended = found.filter((one) => one.standing === "ended");
  const heading = word(`section.${title}`);
  const given: Fields = { [field]: who };
  const rows = (list: typeof found) => (
    <ul class="papers">
      {list.map(({ doc, standing }) => {
        const named = what(doc, who, names);
        const adult = grownUp(doc, ofAge);
        return (
          <li key={doc.id}>
            <div>
              <b>{named}</b>
              <small>{period(doc)}</small>
              {adult && <small>{p("s.ofAge", { day: dated(adult) })}</small>}
              {more(doc) && <small>{more(doc)}</small>}
              <How doc={doc} standing={standing} />
            </div>
            <Writes><Button kind="quiet" icon="pen" label={`${p("do.edit")}, ${named}, ${period(doc)}`} onClick={() => edit({ doc })}>{p("do.edit")}</Button></Writes>
          </li>
        );
      })}
    </ul>
  );
  return (
    <section class="leaf paper" aria-labelledby={`s-${title}`}>
      <header class="paper__head">
        <h2 id={`s-${title}`}>{heading}</h2>
        <Writes><Button kind="quiet" icon="plus" label={`${p("do.add")}, ${heading}`} onClick={() => edit({})}>{p("do.add")}</Button></Writes>
      </header>
      {found.length === ended.length && <p class="soft">{word(`none.${name}`)}</p>}
      {found.length > ended.length && rows(found.filter((one) => one.standing !== "ended"))}
      {ended.length > 0 && <details><summary>{p("endedList", { n: ended.length })}</summary>{rows(ended)}</details>}
      {edited && <PaperSheet desk={desk} toasts={toasts} name={name} title={heading} sub={names(who)} doc={edited.doc} given={given} onClose={() => edit(undefined)} />}
    </section>
  );
}

function How({ doc, standing }: { doc: Doc; standing: Standing }) {
  if (doc.refused) return <State tone="alarm" icon="alarm">{p("refused")}</State>;
  if (!there(doc)) return <State icon="lock">{t("state.parked")}</State>;
  if (doc.conflicts.length > 0) return <State tone="you" icon="you">{p("two")}</State>;
  if (doc.pending.length > 0) return <State icon="device">{p("waits")}</State>;
  return standing === "coming" ? <State icon="calendar">{p("coming")}</State> : null;
}
