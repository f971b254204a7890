import { useState } from "preact/hooks";
import { core } from "../../core";
import { format } from "../../i18n";
import { Button, Writes, type Toaster } from "../../ui";
import { sentence } from "../../ui/sentence";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { Mark } from "../papers/Fields";
import { Once } from "./Once";
import { useRun } from "./run";
import { u } from "./words";

interface Link {
  readonly id: string;
  readonly name: string;
  readonly names: boolean;
  readonly made: string;
  readonly used?: string;
}

/** The links by which calendars show a person's plan: what there is, a new one, an end to one. */
export function FeedLinks({ desk, toasts, who, name }: { desk: Desk; toasts: Toaster; who: string; name: string }) {
  const path = `/api/v1/people/${who}/feeds`;
  const asked = useAsked<{ feeds: readonly Link[] }>(desk, path, 60_000);
  const [names, wantNames] = useState(false);
  const [made, make] = useState("");
  const { busy, run, trouble } = useRun(asked.again);
  const end = (link: Link): Promise<void> => run(async () => {
    await core.request("DELETE", `${path}/${link.id}`);
    make("");
    toasts.say(u("feed.ended"));
  });
  const links = asked.value?.feeds ?? [];
  return (
    <section class="leaf paper" aria-labelledby="s-feeds">
      <header class="paper__head"><h2 id="s-feeds">{u("feed.title")}</h2></header>
      <p class="s soft">{u("feed.what", { name })}</p>
      {asked.failed !== undefined && <p class="s soft">{sentence(asked.failed)}</p>}
      {links.length > 0 && (
        <ul class="papers">
          {links.map((link) => (
            <li key={link.id}>
              <div>
                <b>{link.name}</b>
                <small>{u(link.names ? "feed.named" : "feed.bare")}</small>
                <small>{link.used ? u("feed.used", { when: format.dated(link.used) }) : u("feed.unused", { when: format.dated(link.made) })}</small>
              </div>
              <Writes><Button kind="quiet" icon="close" label={`${u("feed.end")}, ${link.name}, ${format.dated(link.made)}`} onClick={() => void end(link)}>{u("feed.end")}</Button></Writes>
            </li>
          ))}
        </ul>
      )}
      {trouble}
      {made !== "" ? <Once label={u("feed.link")} secret={made} /> : (
        <Writes>
          <Mark label={u("feed.names")} checked={names} onChange={wantNames} />
          <Button kind="line" icon="calendar" busy={busy} onClick={() => void run(async () => make(((await desk.post(path, { names })) as { url: string }).url))}>{u("feed.make")}</Button>
        </Writes>
      )}
    </section>
  );
}
