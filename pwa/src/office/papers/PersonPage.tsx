import { useState } from "preact/hooks";
import { text } from "../../core/types";
import { format } from "../../i18n";
import { Button, readsOnly, State, Trouble, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Fetched } from "../../ui/Fetched";
import { weekOf } from "../plan/week";
import { valuesOf } from "./form";
import { rolesOf } from "./holding";
import { Identity } from "./Identity";
import { Invite } from "./Invite";
import { PaperSheet } from "./PaperSheet";
import { papers, type PaperName } from "./papers";
import { Reach } from "./Reach";
import { Section } from "./Section";
import { settledBy } from "./settling";
import { StandingMore, StandingState, useStanding } from "./standing";
import { p, word } from "./words";

// Which papers a role brings with it: the form, the field that names the person, and the heading.
const sections: Record<string, readonly (readonly [PaperName, string, string?])[]> = {
  beneficiary: [["decision", "beneficiary"], ["representation", "beneficiary"], ["engagement", "beneficiary", "assistants"], ["responsibility", "beneficiary"], ["stay", "beneficiary"], ["activity", "beneficiary"]],
  assistant: [["engagement", "assistant"], ["employment", "assistant"], ["registration", "assistant"]],
  coordinator: [["responsibility", "coordinator", "answersFor"]],
  representative: [["representation", "representative", "represents"]],
};

/** A person: who they are, what they are here, and the papers that go with it. */
export function PersonPage({ desk, toasts, id, inviting }: { desk: Desk; toasts: Toaster; id: string; inviting: boolean }) {
  const [sheet, open] = useState<"person" | "customer" | "invite" | undefined>(inviting ? "invite" : undefined);
  const standing = useStanding(desk);
  const doc = desk.docs.value.get(`person/${id}`);
  const today = format.today(desk.now());
  if (!doc) {
    return <Trouble level={1} icon="info" title={p("person.none")}><p>{p("person.noneDo")}</p><div><Button kind="primary" href="/office/people">{p("list.back")}</Button></div></Trouble>;
  }
  const name = text(doc.fields, "name");
  const roles = rolesOf(desk.docs.value.values(), id, today);
  const ofAge = (person: string): string => standing?.get(person)?.of_age ?? "";
  const customer = valuesOf(papers.customer, doc.fields);
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/people">{p("list.back")}</Button>
          <h1>{name}</h1>
          <p class="roles">{[...roles].map((role) => word(`v.role.${role}`)).join(", ")} {roles.size > 0 && <StandingState of={standing?.get(id)} now={desk.now()} />}</p>
        </div>
        <div class="row">
          {roles.has("beneficiary") && <Button kind="line" icon="book" href={`/office/${id}/${format.monthAfter(today, 0)}`}>{p("person.month")}</Button>}
          {roles.has("beneficiary") && <Button kind="line" icon="calendar" href={`/office/plan/${id}/${weekOf(today)}`}>{p("person.plan")}</Button>}
          {(roles.has("assistant") || roles.has("coordinator") || roles.has("auditor")) && <Writes><Button kind="line" icon="leave" href={`/office/people/${id}/leave`}>{p("person.leave")}</Button></Writes>}
          {roles.size > 0 && <Writes><Button kind="primary" icon="plus" onClick={() => open("invite")}>{p("first.invite")}</Button></Writes>}
        </div>
      </header>
      <div class="papers-of">
        <section class="leaf paper" aria-labelledby="s-who">
          <header class="paper__head">
            <h2 id="s-who">{p("section.who")}</h2>
            <Writes><Button kind="quiet" icon="pen" label={`${p("do.edit")}, ${p("section.who")}`} onClick={() => open("person")}>{p("do.edit")}</Button></Writes>
          </header>
          <p><b>{name}</b></p>
          <p>{text(doc.fields, "phone") || <span class="soft">–</span>}</p>
          {doc.refused && <State tone="alarm" icon="alarm">{p("refused")}</State>}
          {settledBy(papers.person, doc.conflicts).length > 0 && <State tone="you" icon="you">{p("two")}</State>}
        </section>
        <Identity key={id} desk={desk} toasts={toasts} who={id} name={name} />
        {roles.has("beneficiary") && (
          <section class="leaf paper" aria-labelledby="s-customer">
            <header class="paper__head">
              <h2 id="s-customer">{p("section.customer")}</h2>
              <Writes><Button kind="quiet" icon="pen" label={`${p("do.edit")}, ${p("section.customer")}`} onClick={() => open("customer")}>{p("do.edit")}</Button></Writes>
            </header>
            <p><b>{word(`v.employer.${String(customer["employer"])}`)}</b></p>
            <p><span class="soft">{p("f.route")}:</span> {word(`v.route.${String(customer["route"])}`)}</p>
            {settledBy(papers.customer, doc.conflicts).length > 0 && <State tone="you" icon="you">{p("two")}</State>}
          </section>
        )}
        {[...roles].flatMap((role) => (sections[role] ?? []).map(([form, field, title]) => (
          <Section key={role + form + (title ?? "")} desk={desk} toasts={toasts} name={form} field={field} who={id} ofAge={ofAge} {...(title ? { title } : {})} />
        )))}
        {!readsOnly.value && (roles.has("assistant") || roles.has("beneficiary")) && <Fetched quiet from={out} show={({ FeedLinks }) => <FeedLinks key={id} desk={desk} toasts={toasts} who={id} name={name} />} />}
        {roles.has("beneficiary") && <Fetched quiet from={notes} show={({ CustomerNotes }) => <CustomerNotes key={id} desk={desk} toasts={toasts} who={id} name={name} />} />}
        {roles.size > 0 && standing?.has(id) && (
          <section class="leaf paper" aria-labelledby="s-way">
            <header class="paper__head"><h2 id="s-way">{p("section.way")}</h2></header>
            <StandingMore of={standing.get(id)} />
          </section>
        )}
        <Reach key={`reach/${id}`} desk={desk} toasts={toasts} who={id} name={name} />
        <Section desk={desk} toasts={toasts} name="membership" field="person" who={id} />
      </div>
      {(sheet === "person" || sheet === "customer") && <PaperSheet desk={desk} toasts={toasts} name={sheet} title={p(sheet === "person" ? "section.who" : "section.customer")} sub={name} doc={doc} onClose={() => open(undefined)} />}
      {sheet === "invite" && <Invite desk={desk} person={{ id, name }} onClose={() => open(undefined)} />}
    </>
  );
}

const out = () => import("../out/pages");
const notes = () => import("../../notes/office");
