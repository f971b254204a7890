import { useEffect, useState } from "preact/hooks";
import { format, t } from "../i18n";
import { api, core } from "../core";
import type { Fields, Kept } from "../core/types";
import { inWords, type Entry } from "../ui/told";
import { History } from "../ui";
import { askedInWords } from "../ui/told";
import type { Mine } from "./mine";
import type { RoomView } from "./room";
import { RowState } from "./ShiftRow";

/** What has happened to a row: the server's story, and what is still on the phone. */
export function RowHistory({ of, room }: { of: Mine; room: RoomView }) {
  const [entries, setEntries] = useState<readonly Entry[] | undefined>(undefined);
  const [away, setAway] = useState(false);
  const { ref, rev } = of.row;
  useEffect(() => {
    if (rev === 0) return undefined; // the server has nothing of it yet
    const stop = new AbortController();
    api.get(`/api/v1/docs/${ref}/history`, { signal: stop.signal }).then(
      (answer) => setEntries((answer as { entries: Entry[] }).entries),
      () => setAway(true),
    );
    return () => stop.abort();
  }, [ref, rev]);
  const names = (id: string): string => (id === room.me ? t("who.You") : room.name(id) || t("who.Office"));
  const told = (entries ?? []).flatMap((entry) => sentences(entry, names, room.short).map((what, i) => ({
    key: `${entry.seq}-${i}`, when: i === 0 ? format.moment(entry.at) : "",
    what: <>{what}{i === 0 && why(entry)}</>,
  })));
  const waiting = of.row.pending.filter((k) => !k.verdict).map((kept) => ({ key: kept.id, when: format.moment(new Date(kept.saved).toISOString()), what: <Waits kept={kept} names={names} short={room.short} /> }));
  const all = [...told, ...waiting];
  return (
    <section class="section">
      <h2>{t("history.title")}</h2>
      {all.length > 0 && <History entries={all} />}
      {away && <p class="soft s">{t("history.offline")}</p>}
      {!away && all.length === 0 && <p class="soft s">{t("history.empty")}</p>}
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

function Waits({ kept, names, short }: { kept: Kept; names: (id: string) => string; short: (id: string) => string }) {
  return <>{names(core.who.peek()?.person ?? "")}: {askedInWords(kept.op.set, short)}{kept.op.why && <> ”{kept.op.why}”</>} <RowState status="phone" /></>;
}
