import { useState } from "preact/hooks";
import { Unreachable } from "../core/api";
import { format, t } from "../i18n";
import { Button, Chips, Icon, Skeleton, Trouble, Writes } from "../ui";
import { Failed } from "../ui/Failed";
import type { Desk } from "../ui/desk";
import { Download } from "./out/Download";
import { Invite } from "./papers/Invite";
import { StandingState, useStanding } from "./papers/standing";
import { p } from "./papers/words";
import { listed, namesOf, roles, type Listed } from "./people";
import { o } from "./words";

/** Everyone in the book, by role; each has a page, and can be given a link that signs them in on a device. */
export function PeoplePage({ desk }: { desk: Desk }) {
  const [search, find] = useState("");
  const [shown, show] = useState<Listed["role"] | "all">("all");
  const [inviting, invite] = useState<Listed | undefined>(undefined);
  const standing = useStanding(desk);
  const everyone = listed(desk.docs.value, format.today(desk.now()), namesOf(desk.docs.value, t("who.someone")));
  const wanted = search.trim().toLocaleLowerCase("sv");
  const found = everyone.filter((one) => one.name.toLocaleLowerCase("sv").includes(wanted));
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
          <Download list={(lists) => lists.people(groups.flatMap((role) => matches.filter((one) => one.role === role)), desk.docs.value)} />
        </form>
      )}
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
                      {role !== "past" && <StandingState of={standing?.get(person.id)} />}
                    </div>
                    {role !== "past" && <Writes><Button kind="quiet" icon="plus" label={`${o("people.invite")}, ${person.name}`} onClick={() => invite(person)}>{o("people.invite")}</Button></Writes>}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {everyone.length > 0 && matches.length === 0 && <Trouble icon="search" title={o("people.noMatch")}><Button kind="line" onClick={() => { find(""); show("all"); }}>{o("board.showAll")}</Button></Trouble>}
      {inviting && <Invite desk={desk} person={inviting} onClose={() => invite(undefined)} />}
    </>
  );
}
