import { useState } from "preact/hooks";
import { Fetched } from "../ui/Fetched";
import { t } from "../i18n";
import { Button, Language, Notice, sentence, type Desk, type Notices } from "../ui";
import { NoticesCard } from "../wishes/NoticesCard";
import { o } from "./words";

const wishes = () => import("../wishes");

/** One's own: the language, notices, and the way out. */
export function MePage({ desk, notices }: { desk: Desk; notices: Notices }) {
  const [failed, fail] = useState<unknown>(undefined);
  const waiting = desk.waiting.value;
  return (
    <>
      <header class="head"><h1>{desk.who.value?.name ?? t("more.title")}</h1></header>
      <div class="people">
        <div class="leaf"><Language /></div>
        <NoticesCard notices={notices} />
        <Button kind="line" href="/reach">{o("me.reach")}</Button>
        <Fetched quiet from={wishes} show={({ Wishes }) => <Wishes way={desk} office />} />
        <section class="leaf" aria-labelledby="leave">
          <h2 id="leave">{t("more.signOut")}</h2>
          {waiting > 0 && <p>{t("more.signOutWaits", { n: waiting })}</p>}
          {failed !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failed)}</Notice>}
          <Button kind="line" onClick={() => void desk.leave().catch(fail)}>{waiting > 0 ? t("more.signOutAnyway") : t("more.signOut")}</Button>
        </section>
      </div>
    </>
  );
}
