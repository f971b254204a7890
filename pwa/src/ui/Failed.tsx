// What a page shows instead of itself. The assistant's room, which shows what it has, does without it: not among the parts in index.ts.

import { Problem, Unreachable } from "../core/api";
import { t } from "../i18n";
import { Button } from "./Button";
import { Trouble } from "./notices";
import { sentence } from "./sentence";

/** The page could not be fetched: what happened, what is safe, what to do. One that is not for whoever asks says so, and whom to ask: trying again is no use. */
export function Failed({ failed, again }: { failed: unknown; again: () => void }) {
  if (failed instanceof Problem && failed.status === 403) return <Trouble icon="lock" title={t("trouble.notYours")}><p>{sentence(failed)}</p></Trouble>;
  const away = failed instanceof Unreachable;
  return (
    <Trouble icon={away ? "nonet" : "alarm"} alarm={!away} title={away ? t("trouble.offline") : t("trouble.server")}>
      <p>{away ? t("trouble.offlineDo") : sentence(failed)} {t("try.safe")}</p>
      <div><Button kind="primary" onClick={again}>{t("do.retry")}</Button></div>
    </Trouble>
  );
}

/** The server wants a sign-in anew: what is kept, and the way in. */
export function SignedOut({ waiting }: { waiting: number }) {
  return (
    <Trouble icon="lock" title={t("trouble.signedOut")}>
      {waiting > 0 && <p>{t("trouble.signedOutSafe", { n: waiting })}</p>}
      <p>{t("trouble.signedOutDo")}</p>
      <div><Button kind="primary" href="/join">{t("join.code")}</Button></div>
    </Trouble>
  );
}
