import { useEffect, useState } from "preact/hooks";
import { core } from "../../core";
import { language } from "../../i18n";
import { Button, Notice } from "../../ui";
import { sentence } from "../../ui/sentence";
import type { Case } from "./told";
import { r } from "./words";

/** A letter to somebody who was not reached, to print. It needs the access token: so it is fetched, and then given to the browser; nothing of it is kept. */
export function Letter({ one }: { one: Case }) {
  const [page, show] = useState<string | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  useEffect(() => () => {
    if (page !== undefined) URL.revokeObjectURL(page);
  }, [page]);
  const get = async (): Promise<void> => {
    work(true);
    fail(undefined);
    try {
      const url = URL.createObjectURL((await core.request("GET", `/api/v1/office/unreached/${one.id}/letter?lang=${language.peek() === "en" ? "en" : "sv"}`, undefined, { file: true })) as Blob);
      open(url, "_blank");
      show(url);
    } catch (why) {
      fail(why);
    }
    work(false);
  };
  return (
    <>
      <div><Button kind="line" icon="paper" busy={busy} label={r("letterTo", { name: one.person.name })} onClick={() => void get()}>{r("letter")}</Button></div>
      {page !== undefined && <Notice icon="info" live>{r("letter.ready")} <a href={page} target="_blank">{r("letter.open")}</a></Notice>}
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
    </>
  );
}
