import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Button } from "./Button";
import type { Desk } from "./desk";
import { Ledger, LedgerRow, State } from "./ledger";
import { Trouble } from "./notices";
import { ShareFile } from "./ShareFile";
import { stay } from "./stay";
import { askedInWords } from "./told";

/**
 * What this device could not save: shown until it is saved, with the way to send it otherwise. Each try says what came of
 * it; after the one that saves, the card is gone.
 */
export function Unsaved({ desk, short }: { desk: Desk; short: (id: string) => string }) {
  const [last, tried] = useState<"saved" | "trying" | "full" | undefined>(undefined);
  const ops = desk.unsaved.value;
  const again = (): void => {
    if (last === "trying") return;
    tried("trying");
    const back = stay();
    desk.saveAgain().then(() => {
      tried("saved");
      back();
    }, () => tried("full"));
  };
  return (
    <>
      <p class="vh" role="status">{last === "saved" && ops.length === 0 ? t("trouble.nowSaved") : ""}</p>
      {ops.length > 0 && (
        <Trouble icon="store" alarm title={t("trouble.full")}>
          <p>{t("trouble.fullSafe")}</p>
          <Ledger label={t("trouble.unsaved")}>
            {ops.map((op) => <LedgerRow key={op.id} when={op.at.wall ? format.moment(op.at.wall) : ""} what={askedInWords(op.set, short)}><State tone="alarm" icon="alarm">{t("trouble.unsaved")}</State></LedgerRow>)}
          </Ledger>
          <p>{last === "full" && <strong>{t("trouble.stillFull")} </strong>}{t("trouble.fullDo")}</p>
          <Button kind="primary" wide busy={last === "trying"} onClick={again}>{t("trouble.saveAgain")}</Button>
          <ShareFile desk={desk} />
        </Trouble>
      )}
    </>
  );
}
