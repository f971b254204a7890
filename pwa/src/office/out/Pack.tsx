import { useState } from "preact/hooks";
import { Button, Notice, sentence } from "../../ui";
import { o } from "../words";
import { usePack } from "./packing";

/** All papers of a customer's month that are to be printed, as one file. */
export function Pack({ month, beneficiary }: { month: string; beneficiary: string }) {
  const { busy, failed, get } = usePack(month);
  const [saved, say] = useState(false);
  const print = async (): Promise<void> => {
    say(false);
    say(await get([beneficiary]));
  };
  return (
    <div class="stack stack--s">
      <Button kind="line" icon="paper" busy={busy} onClick={() => void print()}>{o("pack.get")}</Button>
      <p class="soft s">{o("pack.what")}</p>
      {saved && <Notice icon="info" live>{o("pack.saved")}</Notice>}
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
    </div>
  );
}
