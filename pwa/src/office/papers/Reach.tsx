import { useState } from "preact/hooks";
import { text } from "../../core/types";
import { spacedMobile } from "../../reach/addresses";
import { keyOf } from "../../reach/ways";
import { Button, Skeleton, State, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { PaperSheet } from "./PaperSheet";
import { p, word } from "./words";

/** How somebody is written to. Fetched and shown only when asked for, as their number is. */
export function Reach({ desk, toasts, who, name }: { desk: Desk; toasts: Toaster; who: string; name: string }) {
  const [shown, show] = useState(false);
  const [editing, edit] = useState(false);
  const ref = `reach/${who}`; // of the feed, and of the document
  const doc = desk.docs.value.get(ref);
  const known = doc !== undefined || desk.opened.value.has(ref);
  const open = (): void => {
    show(true);
    desk.open(ref);
  };
  const fields = doc && doc.fields["void"] !== true ? doc.fields : undefined;
  const mail = fields ? text(fields, "mail") : "";
  const mobile = fields ? text(fields, "mobile") : "";
  const refused = (address: string, field: string) => address !== "" && fields && text(fields, field) === address && <State tone="you" icon="you">{p("reach.refused")}</State>;
  return (
    <section class="leaf paper" aria-labelledby="s-reach">
      <header class="paper__head">
        <h2 id="s-reach">{p("section.reach")}</h2>
        {shown ? <Button kind="quiet" icon="close" label={`${p("do.hide")}, ${p("section.reach")}`} onClick={() => show(false)}>{p("do.hide")}</Button> : <Button kind="quiet" icon="search" onClick={open}>{p("do.showReach")}</Button>}
      </header>
      <p class="soft s">{p("reach.what")}</p>
      {shown && !known && (desk.online.value ? <Skeleton rows={1} label={p("reach.loading")} /> : <p class="soft">{p("reach.offline")}</p>)}
      {shown && known && (
        <>
          {mail === "" && mobile === "" && <p>{p("reach.none")}</p>}
          {mail && <p><b>{mail}</b> {refused(mail, "mail_refused")}</p>}
          {mobile && <p class="num"><b>{spacedMobile(mobile)}</b> {refused(mobile, "mobile_refused")}</p>}
          {fields && <p class="soft s">{word(`v.ways.${keyOf(Array.isArray(fields["ways"]) ? (fields["ways"] as readonly string[]) : undefined)}`)}. {word(`v.lang.${text(fields, "lang") || "sv"}`)}.</p>}
          {doc?.refused && <State tone="alarm" icon="alarm">{p("refused")}</State>}
          <Writes><div><Button kind="line" icon="pen" label={`${p(fields ? "do.edit" : "do.add")}, ${p("section.reach")}`} onClick={() => edit(true)}>{p(fields ? "do.edit" : "do.add")}</Button></div></Writes>
        </>
      )}
      {editing && <PaperSheet desk={desk} toasts={toasts} name="reach" title={p("section.reach")} sub={name} doc={doc} ref={ref} given={{ person: who }} onClose={() => edit(false)} />}
    </section>
  );
}
