import { useState } from "preact/hooks";
import { core } from "../../core";
import { spoken } from "../../i18n";
import { Button, Notice, readsOnly, sentence } from "../../ui";
import { o } from "../words";
import { save } from "./save";
import type { Table } from "./table";

/** Rows of a list about which two answers stand, and where that is settled. */
export interface Over {
  readonly n: number;
  readonly place: string;
}

/**
 * The way from a list to a file: as it is shown, filtered, in the same order. Nothing goes out over an open disagreement: a list with
 * rows of which two answers stand is refused, with the way to where one is chosen. Whoever only reads gets none: the server makes none
 * for them.
 */
export function Download({ list, over }: { list: (lists: typeof import("./lists")) => Table; over?: Over | undefined }) {
  const [busy, work] = useState<"csv" | "xlsx" | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [refused, refuse] = useState(false);
  if (readsOnly.value) return null;
  const stands = over !== undefined && over.n > 0;
  const get = async (form: "csv" | "xlsx"): Promise<void> => {
    if (busy) return;
    refuse(stands);
    if (stands) return;
    work(form);
    fail(undefined);
    try {
      const { lists } = await import("./pages");
      await spoken();
      const table = list(lists);
      save((await core.request("POST", `/api/v1/tables/${form}`, table, { file: true })) as Blob, `${table.name}.${form}`);
    } catch (error) {
      fail(error);
    }
    work(undefined);
  };
  return (
    <div class="download" role="group" aria-label={o("list.download")}>
      <Button kind="quiet" icon="download" busy={busy === "csv"} label={`CSV, ${o("list.download").toLocaleLowerCase("sv")}`} onClick={() => void get("csv")}>CSV</Button>
      <Button kind="quiet" icon="download" busy={busy === "xlsx"} label={`Excel, ${o("list.download").toLocaleLowerCase("sv")}`} onClick={() => void get("xlsx")}>Excel</Button>
      {refused && stands && <Notice tone="you" icon="you" live>{o("list.over", { n: over.n })} <a href={over.place}>{o("list.overDo")}</a></Notice>}
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
    </div>
  );
}
