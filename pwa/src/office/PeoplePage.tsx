import { useState } from "preact/hooks";
import { Unreachable } from "../core/api";
import { format, t } from "../i18n";
import { Button, Chips, Icon, Notice, Skeleton, Trouble, Writes } from "../ui";
import { Failed } from "../ui/Failed";
import type { Desk } from "../ui/desk";
import { Download } from "./out/Download";
import { Invite } from "./papers/Invite";
import { text } from "../core/types";
import { StandingState, useStanding } from "./papers/standing";
import { come, lacking, lacks, type Access, type Lack } from "./papers/way";
import { p } from "./papers/words";
import { listed, namesOf, roles, type Listed } from "./people";
import { o } from "./words";

/** Everyone in the book, by role; each has a page, and can be given a link that signs them in on a device. */
export function PeoplePage({ desk }: { desk: Desk }) {
  const [search, find] = useState("");
  const [shown, show] = useState<Listed["role"] | "all">("all");
  const [lack, narrow] = useState<Lack | "any">("any");
  const [inviting, invite] = useState<Listed | undefined>(undefined);
  const standing = useStanding(desk);
  const everyone = listed(desk.docs.value, format.today(desk.now()), namesOf(desk.docs.value, t("who.someone")));
  const wanted = search.trim().toLocaleLowerCase("sv");
  const now = desk.now();
  const lackOf = (one: Listed): ReadonlySet<Lack> => {
    const of = one.role === "past" ? undefined : standing?.get(one.id);
    return of ? lacking(of, now) : new Set();
  };
  const named = everyone.filter((one) => one.name.toLocaleLowerCase("sv").includes(wanted));
  const found = named.filter((one) => lack === "any" || lackOf(one).has(lack));
  const people = (which: Lack): number => new Set(named.filter((one) => lackOf(one).has(which)).map((one) => one.id)).size;
  const groups = [...roles, "past" as const];
  const options = groups.map((role) => ({ value: role, label: o(`people.${role}`), count: found.filter((one) => one.role === role).length })).filter((one) => everyone.some((any) => any.role === one.value));
  const matches = found.filter((one) => shown === "all" || one.role === shown);
  return (
    <>
      <header class="head">
        <h1>{o("people.title")}</h1>
        <div class="row">
          <Writes>
            <Button kind="primary" icon="plus" href="/office/people/new">{p("list.new")}</Button>
            <Button kind="line" icon="paper" href="/office/people/import">{p("list.import")}</Button>
          </Writes>
          <Button kind="line" icon="book" href="/office/people/papers">{p("list.papers")}</Button>
          <Button kind="line" icon="home" href="/office/provider">{p("list.provider")}</Button>
        </div>
      </header>
      {everyone.length === 0 && desk.online.value && <Skeleton rows={6} label={o("people.loading")} />}
      {everyone.length === 0 && !desk.online.value && <Failed failed={new Unreachable("people")} again={() => undefined} />}
      {everyone.length > 0 && (
        <form class="tools" role="search" onSubmit={(e) => e.preventDefault()}>
          <label class="find">
            <span class="vh">{o("people.search")}</span><Icon name="search" />
            <input class="input" type="search" placeholder={o("people.search")} value={search} onInput={(e) => find(e.currentTarget.value)} />
          </label>
          <Chips<Listed["role"] | "all"> legend={p("list.show")} name="role" value={shown} onChange={show} options={[{ value: "all", label: p("list.everyone"), count: found.length }, ...options]} />
          {standing && (
            <label class="pickone">
              <span class="vh">{p("list.lack")}</span>
              <select class="input" value={lack} onChange={(e) => narrow(e.currentTarget.value as Lack | "any")}>
                <option value="any">{p("lack.any")}</option>
                {lacks.map((one) => <option key={one} value={one}>{p(`lack.${one}`)} ({people(one)})</option>)}
              </select>
            </label>
          )}
          <Download list={(lists) => lists.people(groups.flatMap((role) => matches.filter((one) => one.role === role)), desk.docs.value)} />
        </form>
      )}
      {lack !== "any" && matches.length > 0 && <Notice icon="info" live>{p(`lack.do.${lack}`)}</Notice>}
      <div class="people">
        {groups.map((role) => {
          const group = matches.filter((one) => one.role === role);
          if (group.length === 0) return null;
          return (
            <section class="leaf" key={role} aria-labelledby={`people-${role}`}>
              <h2 id={`people-${role}`}>{o(`people.${role}`)} <span class="soft s">{group.length}</span></h2>
              <ul class="persons">
                {group.map((person) => (
                  <li key={person.id}>
                    <div class="who">
                      <a href={`/office/people/${person.id}`}>{person.name}</a>
                      {role !== "past" && <StandingState of={standing?.get(person.id)} now={now} />}
                    </div>
                    {role !== "past" && <Todo desk={desk} person={person} of={standing?.get(person.id)} onInvite={() => invite(person)} />}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {everyone.length > 0 && matches.length === 0 && <Trouble icon="search" title={o("people.noMatch")}><Button kind="line" onClick={() => { find(""); show("all"); narrow("any"); }}>{o("board.showAll")}</Button></Trouble>}
      {inviting && <Invite desk={desk} person={inviting} onClose={() => invite(undefined)} />}
    </>
  );
}

// What is to be done about somebody: a call, where they have not opened the app for long; a link, or another.
function Todo({ desk, person, of, onInvite }: { desk: Desk; person: Listed; of: Access | undefined; onInvite: () => void }) {
  const doc = desk.docs.value.get(`person/${person.id}`);
  const phone = doc ? text(doc.fields, "phone") : "";
  const is = of && come(of);
  const again = is === "invited" || is === "lapsed" || is === "out" ? p("list.again") : o("people.invite");
  return (
    <>
      {of && phone && lacking(of, desk.now()).has("silent") && <Button kind="quiet" href={`tel:${phone.replace(/[^+\d]/g, "")}`} label={`${p("list.call", { phone })}, ${person.name}`}>{p("list.call", { phone })}</Button>}
      <Writes><Button kind="quiet" icon="plus" label={`${again}, ${person.name}`} onClick={onInvite}>{again}</Button></Writes>
    </>
  );
}
