import { t } from "../i18n";
import { core } from "../core";
import { answerInWords } from "../ui/told";
import { Button, Ledger, LedgerRow, Trouble } from "../ui";
import { ShareFile } from "./ShareFile";
import { a } from "./words";

/** What the phone could not save: shown until it is saved, with the way to send it otherwise. */
export function Unsaved({ names }: { names: (id: string) => string }) {
  const ops = core.unsaved.value;
  if (ops.length === 0) return null;
  return (
    <Trouble icon="store" alarm title={t("trouble.full")}>
      <p>{t("trouble.fullSafe")}</p>
      <Ledger label={t("trouble.unsaved")}>
        {ops.map((op) => <LedgerRow key={op.id} when={answerInWords({ set: op.set }, names)} what={t("trouble.unsaved")}>{op.why}</LedgerRow>)}
      </Ledger>
      <p>{t("trouble.fullDo")}</p>
      <Button kind="primary" wide onClick={() => void core.saveAgain().catch(() => undefined)}>{a("unsaved.again")}</Button>
      <ShareFile />
    </Trouble>
  );
}
