import { useEffect, useState } from "preact/hooks";
import { format, t } from "../i18n";
import { History, type Entry } from "../ui";
import type { Desk } from "../ui/desk";
import { inPlain } from "./plan/history";

/** What has happened to a row, in words. Fetched when it is opened; without network it says so. */
export function RowHistory({ desk, doc, names }: { desk: Desk; doc: string; names: (id: string) => string }) {
  const [entries, setEntries] = useState<readonly Entry[] | "away" | undefined>(undefined);
  const changed = desk.changed.value;
  useEffect(() => {
    let here = true;
    desk.get(`/api/v1/docs/${doc}/history`).then(
      (answer) => here && setEntries((answer as { entries?: readonly Entry[] } | undefined)?.entries ?? []),
      () => here && setEntries((before) => before ?? "away"),
    );
    return () => {
      here = false;
    };
  }, [doc, changed]);
  return (
    <section class="section" aria-labelledby="history">
      <h3 id="history">{t("history.title")}</h3>
      {entries === "away" && <p class="soft">{t("history.offline")}</p>}
      {Array.isArray(entries) && entries.length === 0 && <p class="soft">{t("history.empty")}</p>}
      {Array.isArray(entries) && entries.length > 0 && (
        <History entries={entries.map((entry) => ({ key: String(entry.seq), when: format.moment(entry.at), what: <Told entry={entry} names={names} /> }))} />
      )}
    </section>
  );
}

function Told({ entry, names }: { entry: Entry; names: (id: string) => string }) {
  const sentences = inPlain(entry, names);
  const why = entry.why || entry.op?.why;
  return (
    <>
      {sentences.join(" ")}
      {why && <> ”{why}”</>}
    </>
  );
}
