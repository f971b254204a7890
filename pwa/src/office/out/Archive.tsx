import { useState } from "preact/hooks";
import { core } from "../../core";
import { Button, Notice, readsOnly, sentence } from "../../ui";
import { o } from "../words";
import { save } from "./save";

/** A month of all customers, or of one, as one file; not for whoever only reads. */
export function Archive({ month, beneficiary }: { month: string; beneficiary?: string }) {
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  if (readsOnly.value) return null;
  const get = async (): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      save((await core.request("GET", `/api/v1/archive/${month}${beneficiary === undefined ? "" : `?beneficiary=${encodeURIComponent(beneficiary)}`}`, undefined, { file: true })) as Blob, `passbok-${month}.zip`);
    } catch (error) {
      fail(error);
    }
    work(false);
  };
  return (
    <>
      <Button kind="line" icon="store" busy={busy} onClick={() => void get()}>{o("archive.get")}</Button>
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
    </>
  );
}
