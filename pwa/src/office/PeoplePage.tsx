import { useState } from "preact/hooks";
import { Unreachable } from "../core/api";
import { format, t } from "../i18n";
import { Button, Icon, Notice, Sheet, Skeleton, TextField, Trouble, Writes } from "../ui";
import { Failed, sentence } from "../ui/Failed";
import type { Desk } from "../ui/desk";
import { listed, namesOf, roles, type Listed } from "./people";
import { o } from "./words";

/** Everyone in the book, by role; each can be given a link that signs them in on a device. */
export function PeoplePage({ desk }: { desk: Desk }) {
  const [search, find] = useState("");
  const [inviting, invite] = useState<Listed | undefined>(undefined);
  const everyone = listed(desk.docs.value, format.today(desk.now()), namesOf(desk.docs.value, t("who.someone")));
  const wanted = search.trim().toLocaleLowerCase("sv");
  const found = everyone.filter((p) => p.name.toLocaleLowerCase("sv").includes(wanted));
  return (
    <>
      <header class="head"><h1>{o("people.title")}</h1></header>
      {everyone.length === 0 && desk.online.value && <Skeleton rows={6} label={o("people.loading")} />}
      {everyone.length === 0 && !desk.online.value && <Failed failed={new Unreachable("people")} again={() => undefined} />}
      {everyone.length > 0 && (
        <form class="tools" role="search" onSubmit={(e) => e.preventDefault()}>
          <label class="find">
            <span class="vh">{o("people.search")}</span><Icon name="search" />
            <input class="input" type="search" placeholder={o("people.search")} value={search} onInput={(e) => find(e.currentTarget.value)} />
          </label>
        </form>
      )}
      <div class="people">
        {[...roles, "past" as const].map((role) => {
          const group = found.filter((p) => p.role === role);
          if (group.length === 0) return null;
          return (
            <section class="leaf" key={role} aria-labelledby={`people-${role}`}>
              <h2 id={`people-${role}`}>{o(`people.${role}`)} <span class="soft s">{group.length}</span></h2>
              <ul class="persons">
                {group.map((person) => (
                  <li key={person.id}>
                    <span>{person.name}</span>
                    {role !== "past" && <Writes><Button kind="quiet" icon="plus" label={`${o("people.invite")}, ${person.name}`} onClick={() => invite(person)}>{o("people.invite")}</Button></Writes>}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {everyone.length > 0 && found.length === 0 && <Trouble icon="search" title={o("people.noMatch")}><Button kind="line" onClick={() => find("")}>{o("board.showAll")}</Button></Trouble>}
      {inviting && <Invite desk={desk} person={inviting} onClose={() => invite(undefined)} />}
    </>
  );
}

interface Invitation {
  link: string;
  code: string;
  expires: string;
}

function Invite({ desk, person, onClose }: { desk: Desk; person: Listed; onClose: () => void }) {
  const [made, setMade] = useState<Invitation | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [copied, setCopied] = useState<"yes" | "no" | undefined>(undefined);
  const [busy, work] = useState(false);
  const make = async (): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      setMade((await desk.post("/api/v1/invitations", { person: person.id })) as Invitation);
    } catch (error) {
      fail(error);
    } finally {
      work(false);
    }
  };
  const copy = async (link: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied("yes");
    } catch {
      setCopied("no");
    }
  };
  return (
    <Sheet
      title={o("people.inviteTitle", { name: person.name })} onClose={onClose} closeLabel={t("do.close")}
      actions={made ? <Button kind="primary" onClick={() => void copy(made.link)}>{o("people.copyLink")}</Button> : <Button kind="primary" busy={busy} onClick={() => void make()}>{o("people.inviteMake")}</Button>}
    >
      <p>{o("people.inviteWhat", { name: person.name })}</p>
      {failed !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failed)}</Notice>}
      {made && (
        <>
          <TextField label={o("people.link")} value={made.link} onInput={() => undefined} readOnly />
          <TextField label={o("people.code")} value={made.code} onInput={() => undefined} readOnly />
          <p class="soft">{o("people.expires", { when: format.fullMoment(made.expires) })}</p>
        </>
      )}
      <p role="status">{copied === "yes" ? o("people.copied") : copied === "no" ? o("people.copyFailed") : ""}</p>
    </Sheet>
  );
}
