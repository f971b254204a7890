import { useEffect, useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Unreachable } from "../core";
import { History, sentence } from "../ui";
import type { Entry } from "../ui/story";
import type { Desk } from "../ui/desk";
import { inPlain } from "./plan/history";

/** What has happened to a row, in words. Fetched when it is opened; where that fails it says why, and it is asked for again with each exchange. */
export function RowHistory({ desk, doc, names }: { desk: Desk; doc: string; names: (id: string) => string }) {
  const [entries, setEntries] = useState<readonly Entry[] | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const changed = desk.changed.value;
  useEffect(() => {
    let here = true;
    desk.get(`/api/v1/docs/${doc}/history`).then(
      (answer) => {
        if (!here) return;
        setEntries((answer as { entries?: readonly Entry[] } | undefined)?.entries ?? []);
        fail(undefined);
      },
      (error: unknown) => here && fail(error),
    );
    return () => {
      here = false;
    };
  }, [doc, changed]);
  return (
    <section class="section" aria-labelledby="history">
      <h3 id="history">{t("history.title")}</h3>
      {!entries && failed !== undefined && <p class="soft">{failed instanceof Unreachable ? t("history.offline") : `${sentence(failed)} ${t("history.again")}`}</p>}
      {entries?.length === 0 && <p class="soft">{t("history.empty")}</p>}
      {entries && entries.length > 0 && (
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
