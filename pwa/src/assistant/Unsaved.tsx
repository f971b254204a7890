import { format, t } from "../i18n";
import { core } from "../core";
import { Button, Ledger, LedgerRow, State, Trouble } from "../ui";
import { askedInWords } from "./asked";
import { ShareFile } from "./ShareFile";
import { a } from "./words";

/** What the phone could not save: shown until it is saved, with the way to send it otherwise. */
export function Unsaved({ short }: { short: (id: string) => string }) {
  const ops = core.unsaved.value;
  if (ops.length === 0) return null;
  return (
    <Trouble icon="store" alarm title={t("trouble.full")}>
      <p>{t("trouble.fullSafe")}</p>
      <Ledger label={t("trouble.unsaved")}>
        {ops.map((op) => <LedgerRow key={op.id} when={op.at.wall ? format.moment(op.at.wall) : ""} what={askedInWords(op.set, short)}><State tone="alarm" icon="alarm">{t("trouble.unsaved")}</State></LedgerRow>)}
      </Ledger>
      <p>{t("trouble.fullDo")}</p>
      <Button kind="primary" wide onClick={() => void core.saveAgain().catch(() => undefined)}>{a("unsaved.again")}</Button>
      <ShareFile />
    </Trouble>
  );
}
