import { useState } from "preact/hooks";
import { core } from "../../core";
import { spoken } from "../../i18n";
import { Button, Notice, sentence } from "../../ui";
import { o } from "../words";
import { save } from "./save";
import type { Table } from "./table";

/** The way from a list to a file: as it is shown, filtered, in the same order. */
export function Download({ list }: { list: (lists: typeof import("./lists")) => Table }) {
  const [busy, work] = useState<"csv" | "xlsx" | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const get = async (form: "csv" | "xlsx"): Promise<void> => {
    if (busy) return;
    work(form);
    fail(undefined);
    try {
      const { lists } = await import("./pages");
      await spoken();
      const table = list(lists);
      save((await core.request("POST", `/api/v1/tables/${form}`, table, undefined, true)) as Blob, `${table.name}.${form}`);
    } catch (error) {
      fail(error);
    }
    work(undefined);
  };
  return (
    <div class="download" role="group" aria-label={o("list.download")}>
      <Button kind="quiet" icon="download" busy={busy === "csv"} label={`CSV, ${o("list.download").toLocaleLowerCase("sv")}`} onClick={() => void get("csv")}>CSV</Button>
      <Button kind="quiet" icon="download" busy={busy === "xlsx"} label={`Excel, ${o("list.download").toLocaleLowerCase("sv")}`} onClick={() => void get("xlsx")}>Excel</Button>
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
    </div>
  );
}
