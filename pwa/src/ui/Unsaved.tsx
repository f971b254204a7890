import { format, t } from "../i18n";
import { Button } from "./Button";
import type { Desk } from "./desk";
import { Ledger, LedgerRow, State } from "./ledger";
import { Trouble } from "./notices";
import { ShareFile } from "./ShareFile";
import { askedInWords } from "./told";

/** What this device could not save: shown until it is saved, with the way to send it otherwise. */
export function Unsaved({ desk, short }: { desk: Desk; short: (id: string) => string }) {
  const ops = desk.unsaved.value;
  if (ops.length === 0) return null;
  return (
    <Trouble icon="store" alarm title={t("trouble.full")}>
      <p>{t("trouble.fullSafe")}</p>
      <Ledger label={t("trouble.unsaved")}>
        {ops.map((op) => <LedgerRow key={op.id} when={op.at.wall ? format.moment(op.at.wall) : ""} what={askedInWords(op.set, short)}><State tone="alarm" icon="alarm">{t("trouble.unsaved")}</State></LedgerRow>)}
      </Ledger>
      <p>{t("trouble.fullDo")}</p>
      <Button kind="primary" wide onClick={() => void desk.saveAgain().catch(() => undefined)}>{t("trouble.saveAgain")}</Button>
      <ShareFile desk={desk} />
    </Trouble>
  );
}
