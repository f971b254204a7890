import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { format, t } from "../i18n";
import { api, core, Unreachable } from "../core";
import type { Fields, Kept } from "../core/types";
import { askedInWords, History as Story, sentence } from "../ui";
import { inWords, type Entry } from "../ui/story";
import type { Mine } from "./mine";
import type { RoomView } from "./room";

/** What has happened to a row: the server's story, asked for again with each exchange, and what is still on the phone (onPhone says that it is). */
export function History({ of, room, onPhone }: { of: Mine; room: RoomView; onPhone: ComponentChildren }) {
  const [entries, setEntries] = useState<readonly Entry[] | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const { ref, rev } = of.row;
  const rounds = core.rounds.value;
  useEffect(() => {
    if (rev === 0) return undefined; // the server has nothing of it yet
    const stop = new AbortController();
    api.get(`/api/v1/docs/${ref}/history`, { signal: stop.signal }).then(
      (answer) => {
        setEntries((answer as { entries: Entry[] }).entries);
        fail(undefined);
      },
      (error: unknown) => stop.signal.aborted || fail(error),
    );
    return () => stop.abort();
  }, [ref, rev, rounds]);
  const names = (id: string): string => (id === room.me ? t("who.You") : room.name(id) || t("who.Office"));
  const told = (entries ?? []).flatMap((entry) => sentences(entry, names, room.short).map((what, i) => ({
    key: `${entry.seq}-${i}`, when: i === 0 ? format.moment(entry.at) : "",
    what: <>{what}{i === 0 && why(entry)}</>,
  })));
  const waiting = of.row.pending.filter((k) => !k.verdict).map((kept) => ({ key: kept.id, when: format.moment(new Date(kept.saved).toISOString()), what: <Waits kept={kept} names={names} short={room.short}>{onPhone}</Waits> }));
  const all = [...told, ...waiting];
  return (
    <section class="section">
      <h2>{t("history.title")}</h2>
      {all.length > 0 && <Story entries={all} />}
      {failed !== undefined ? <p class="soft s">{failed instanceof Unreachable ? t("history.offline") : `${sentence(failed)} ${t("history.again")}`}</p>
        : rev > 0 && !entries ? <p class="soft s">{t("history.coming")}</p>
        : all.length === 0 && <p class="soft s">{t("history.empty")}</p>}
    </section>
  );
}

// Where nothing was changed, what was asked for is the story.
function sentences(entry: Entry, names: (id: string) => string, short: (id: string) => string): string[] {
  const told = inWords(entry, names);
  const set = (entry.op as { set?: Fields } | null | undefined)?.set;
  if (!entry.changes?.length && set && Object.keys(set).length > 0) {
    told[0] = t("conflict.wrote", { who: entry.person ? names(entry.person) : t("who.Office"), value: askedInWords(set, short) });
  }
  return told;
}

function why(entry: Entry) {
  const text = entry.why ?? entry.op?.why;
  return text ? <> ”{text}”</> : null;
}

function Waits({ kept, names, short, children }: { kept: Kept; names: (id: string) => string; short: (id: string) => string; children: ComponentChildren }) {
  return <>{names(core.who.peek()?.person ?? "")}: {askedInWords(kept.op.set, short)}{kept.op.why && <> ”{kept.op.why}”</>} {children}</>;
}
