import { useState } from "preact/hooks";
import { text } from "../core/types";
import { Fetched } from "../ui/Fetched";
import { t } from "../i18n";
import { Button, Choices, Language, Notice, NoticesCard, sentence, type Desk, type Notices } from "../ui";
import { b } from "./words";

const wishes = () => import("../wishes");

/** Help: the office's phone, text size, language, notices, and the way out. */
export function HelpPage({ desk, notices, size, onSize }: { desk: Desk; notices: Notices; size: "large" | "larger"; onSize: (size: "large" | "larger") => void }) {
  const [failed, fail] = useState<unknown>(undefined);
  const provider = [...desk.docs.value.values()].find((doc) => doc.kind === "provider");
  const phone = provider ? text(provider.fields, "phone") : "";
  return (
    <>
      <h1>{b("help.title")}</h1>
      <section class="leaf" aria-labelledby="contact">
        <h2 id="contact">{provider ? text(provider.fields, "name") : b("help.contact")}</h2>
        {phone === "" ? <p>{b("invoice.wrongNobody")}</p> : <Button kind="line" wide href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{b("invoice.wrongCall", { phone })}</Button>}
      </section>
      <Choices legend={b("help.text")} name="size" value={size} onChange={onSize} options={[{ value: "large", label: b("help.large") }, { value: "larger", label: b("help.larger") }]} />
      <Language />
      <NoticesCard notices={notices} />
      <Button kind="line" wide href="/reach">{b("help.reach")}</Button>
      <Fetched quiet from={wishes} show={({ Wishes }) => <Wishes way={desk} />} />
      {failed !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failed)}</Notice>}
      <Button kind="quiet" wide onClick={() => void desk.leave().catch(fail)}>{t("more.signOut")}</Button>
    </>
  );
}
