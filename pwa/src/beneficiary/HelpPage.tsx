import { useState } from "preact/hooks";
import { text } from "../core/types";
import { Fetched } from "../ui/Fetched";
import { t } from "../i18n";
import { look, wear, type TextSize } from "../look";
import { Button, Choices, Language, Notice, sentence, type Desk, type Notices } from "../ui";
import { NoticesCard } from "../wishes/NoticesCard";
import type { Named } from "../office/types";
import { choose, easy } from "./easy";
import { Mine } from "./Mine";
import { b } from "./words";

const wishes = () => import("../wishes");

/** Help: the office's phone, how the app is read, language, notices, and the way out. */
export function HelpPage({ desk, notices, whom }: { desk: Desk; notices: Notices; whom: Named | undefined }) {
  const [failed, fail] = useState<unknown>(undefined);
  const provider = [...desk.docs.value.values()].find((doc) => doc.kind === "provider");
  const phone = provider ? text(provider.fields, "phone") : "";
  const { text: size, ...rest } = look.value;
  return (
    <>
      <h1>{b("help.title")}</h1>
      <section class="leaf" aria-labelledby="contact">
        <h2 id="contact">{provider ? text(provider.fields, "name") : b("help.contact")}</h2>
        {phone === "" ? <p>{b("invoice.wrongNobody")}</p> : <Button kind="line" wide href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{b("invoice.wrongCall", { phone })}</Button>}
      </section>
      <Choices
        legend={b("help.version")} name="version" value={easy.value ? "easy" : "whole"} onChange={(value) => choose(value === "easy")}
        options={[{ value: "whole", label: b("help.whole"), sub: b("help.wholeWhat") }, { value: "easy", label: b("help.easy"), sub: b("help.easyWhat") }]}
      />
      <Choices<"100" | TextSize>
        legend={b("help.text")} name="size" value={size ?? "100"} onChange={(value) => wear(value === "100" ? rest : { ...rest, text: value })}
        options={[{ value: "100", label: b("help.size100"), sub: b("help.size100What") }, ...(["125", "150", "200"] as const).map((value) => ({ value, label: b(`help.size${value}`) }))]}
      />
      <Language />
      {whom && <Mine desk={desk} whom={whom} />}
      <NoticesCard notices={notices} />
      <Button kind="line" wide href="/reach">{b("help.reach")}</Button>
      <Fetched quiet from={wishes} show={({ Wishes }) => <Wishes way={desk} />} />
      {failed !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failed)}</Notice>}
      <Button kind="quiet" wide onClick={() => void desk.leave().catch(fail)}>{t("more.signOut")}</Button>
    </>
  );
}
