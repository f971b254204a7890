// A link by which an assistant's own calendar shows their plan. It is ended where their devices are.

import { useState } from "preact/hooks";
import { api } from "../../core";
import { Button, Icon, Notice, sentence, TextField, Writes } from "../../ui";
import { k } from "./words";

/** Makes a link, and shows it this once. */
export default function Calendar() {
  const [made, make] = useState("");
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const [copied, tell] = useState<boolean | undefined>(undefined);
  const ask = async (): Promise<void> => {
    work(true);
    fail(undefined);
    try {
      make(((await api.post("/api/v1/me/feeds", {})) as { url: string }).url);
    } catch (why) {
      fail(why);
    }
    work(false);
  };
  const copy = (): void => void navigator.clipboard.writeText(made).then(() => tell(true), () => tell(false));
  return (
    <details class="leaf">
      <summary><Icon name="down" />{k("title")}</summary>
      <p class="s">{k("what")}</p>
      {failed !== undefined && <Notice icon="nonet" live>{sentence(failed)}</Notice>}
      {made === "" ? <Writes><Button kind="line" wide icon="calendar" busy={busy} onClick={() => void ask()}>{k("make")}</Button></Writes> : (
        <>
          <TextField label={k("link")} value={made} onInput={() => undefined} readOnly />
          <Button kind="line" onClick={copy}>{k("copy")}</Button>
          <p class="s" role="status">{k(copied === undefined ? "only" : copied ? "copied" : "mark")}</p>
        </>
      )}
      <p class="s soft">{k("end")}</p>
    </details>
  );
}
