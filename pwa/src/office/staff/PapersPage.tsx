import { useState } from "preact/hooks";
import { format, t } from "../../i18n";
import { Button, Chips, State, type IconName, type Tone } from "../../ui";
import type { Desk } from "../../ui/desk";
import { namesOf } from "../people";
import { Download } from "../out/Download";
import { dated, what } from "../papers/told";
import { p } from "../papers/words";
import { decisions, registrations, type Decided, type Registered } from "./overview";
import { decisionTable, registrationTable } from "./tables";
import { q } from "./words";

const registered: Record<Registered, readonly [Tone, IconName]> = {
  none: ["alarm", "alarm"], notSent: ["you", "you"], sent: ["plain", "clock"], late: ["you", "you"], ended: ["you", "you"], received: ["done", "check"],
};
const decided: Record<Decided, readonly [Tone, IconName]> = {
  none: ["you", "you"], ended: ["alarm", "alarm"], ends: ["you", "clock"], applied: ["plain", "clock"], extension: ["plain", "clock"], holds: ["done", "check"],
};

/** The registrations and the decisions of everybody: what lacks something first, all of them where asked for. */
export function PapersPage({ desk }: { desk: Desk }) {
  const [shown, show] = useState<"lacking" | "all">("lacking");
  const docs = desk.docs.value;
  const today = format.today(desk.now());
  const names = namesOf(docs, t("who.someone"));
  const told = registrations(docs.values(), today);
  const granted = decisions(docs.values(), today);
  const fine = (state: string): boolean => state === "received" || state === "holds";
  const lack = told.filter((one) => !fine(one.state));
  const runs = granted.filter((one) => !fine(one.state));
  const rows = shown === "all" ? told : lack;
  const lines = shown === "all" ? granted : runs;
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/people">{p("list.back")}</Button>
          <h1>{p("list.papers")}</h1>
        </div>
        <Chips<"lacking" | "all"> legend={p("list.show")} name="shown" value={shown} onChange={show} options={[{ value: "lacking", label: q("show.lacking"), count: lack.length + runs.length }, { value: "all", label: q("show.all"), count: told.length + granted.length }]} />
      </header>
      <section class="leaf stack" aria-labelledby="o-decisions">
        <h2 id="o-decisions">{q("decisions.title")}</h2>
        <p class="soft">{q("decisions.what")}</p>
        {lines.length === 0 ? <p><State tone="done" icon="check">{q(granted.length === 0 ? "decisions.none" : "decisions.fine")}</State></p> : (
          <table class="checked">
            <thead><tr><th scope="col">{p("v.role.beneficiary")}</th><th scope="col">{q("state")}</th><th scope="col">{p("section.decision")}</th><th scope="col">{p("f.to")}</th></tr></thead>
            <tbody>
              {lines.map((one) => (
                <tr key={one.beneficiary}>
                  <th scope="row"><a href={`/office/people/${one.beneficiary}`}>{names(one.beneficiary)}</a></th>
                  <td><State tone={decided[one.state][0]} icon={decided[one.state][1]}>{one.state === "ends" ? q("decision.ends", { n: one.left }) : q(`decision.${one.state}`)}</State></td>
                  <td>{one.doc ? what(one.doc, one.beneficiary, names) : "–"}</td>
                  <td>{one.to ? dated(one.to) : "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {lines.length > 0 && <Download list={() => decisionTable(lines, names)} />}
      </section>
      <section class="leaf stack" aria-labelledby="o-registrations">
        <h2 id="o-registrations">{p("section.registration")}</h2>
        <p class="soft">{q("registrations.what")}</p>
        {rows.length === 0 ? <p><State tone="done" icon="check">{q(told.length === 0 ? "registrations.none" : "registrations.fine")}</State></p> : (
          <table class="checked">
            <thead><tr><th scope="col">{p("v.role.assistant")}</th><th scope="col">{p("v.role.beneficiary")}</th><th scope="col">{q("state")}</th><th scope="col">{q("begins")}</th></tr></thead>
            <tbody>
              {rows.map((one) => (
                <tr key={`${one.assistant}/${one.beneficiary}/${one.from}`}>
                  <th scope="row"><a href={`/office/people/${one.assistant}`}>{names(one.assistant)}</a></th>
                  <td>{names(one.beneficiary)}</td>
                  <td>
                    <State tone={registered[one.state][0]} icon={registered[one.state][1]}>{q(`registration.${one.state}`)}</State>
                    {one.sent && <small class="soft block">{p("s.sent", { day: dated(one.sent) })}{one.received ? `, ${p("s.received", { day: dated(one.received) })}` : ""}</small>}
                  </td>
                  <td>{dated(one.from)}{one.to && ` – ${dated(one.to)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {rows.length > 0 && <Download list={() => registrationTable(rows, names)} />}
      </section>
    </>
  );
}
