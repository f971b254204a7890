// How one is reached besides notices: at /reach, for whoever is signed in, within the frame of their room.

import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../core";
import { Problem } from "../core/api";
import { t } from "../i18n";
import { Button, Choices, Notice, sentence, Skeleton, TextField } from "../ui";
import { Failed } from "../ui/Failed";
import { isMail, readMobile, spacedMobile } from "./addresses";
import { keyOf, wayKeys, waysOf, type WayKey } from "./ways";
import { w } from "./words";

interface Reached {
  readonly rev: number;
  readonly mail: string;
  readonly mobile: string;
  readonly lang: "sv" | "en";
  readonly ways: readonly string[];
  readonly refused: readonly string[];
  readonly possible: readonly string[];
}

const path = "/api/v1/me/reach";

/** What one has said, and the way to change it. */
export default function Reach() {
  const [known, set] = useState<Reached | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [said, say] = useState(""); // here, since the form is drawn anew for what was saved
  const ask = (): void => {
    fail(undefined);
    api.get(path).then((found) => set(found as Reached), fail);
  };
  useEffect(ask, []);
  return (
    <div class="stack">
      <h1>{w("title")}</h1>
      <p>{w("lead")}</p>
      <p>{w("says")}</p>
      {failed !== undefined && <Failed failed={failed} again={ask} />}
      {failed === undefined && known === undefined && <Skeleton rows={3} label={w("loading")} />}
      {known && <Form key={known.rev} known={known} onKnown={set} onSay={(key) => say(key && w(key))} />}
      <p role="status">{said}</p>
      <p class="soft s">{w("who")}</p>
    </div>
  );
}

const label = (key: WayKey): string => w(key === "mail" || key === "sms" ? `only.${key}` : key);

function Form({ known, onKnown, onSay }: { known: Reached; onKnown: (known: Reached) => void; onSay: (key: "saved" | "changed" | "") => void }) {
  const [mail, setMail] = useState(known.mail);
  const [mobile, setMobile] = useState(spacedMobile(known.mobile));
  const [ways, choose] = useState<WayKey>(keyOf(known.ways));
  const [lang, speak] = useState(known.lang);
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const body = useRef<HTMLFormElement>(null);
  const [tried, attempt] = useState(0); // to save what cannot be
  const wrong = {
    mail: tried > 0 && mail.trim() !== "" && !isMail(mail.trim()) ? w("wrong.mail") : undefined,
    mobile: tried > 0 && mobile.trim() !== "" && readMobile(mobile) === undefined ? w("wrong.mobile") : undefined,
  };
  useEffect(() => {
    if (tried > 0) body.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [tried]);

  const save = async (): Promise<void> => {
    if (busy) return;
    if ((mail.trim() !== "" && !isMail(mail.trim())) || (mobile.trim() !== "" && readMobile(mobile) === undefined)) return attempt((n) => n + 1);
    work(true);
    fail(undefined);
    onSay("");
    try {
      onKnown((await api.put(path, { rev: known.rev, mail: mail.trim(), mobile: mobile.trim(), lang, ways: waysOf(ways) })) as Reached);
      onSay("saved");
    } catch (error) {
      if (error instanceof Problem && error.code === "changed") {
        await api.get(path).then((now) => {
          onKnown(now as Reached);
          onSay("changed");
        }, fail);
      } else fail(error);
    } finally {
      work(false);
    }
  };
  const possible = (way: "mail" | "sms"): boolean => known.possible.includes(way);
  return (
    <form
      class="stack" ref={body} noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label={w("mail")} name="mail" value={mail} onInput={setMail} help={possible("mail") ? w("mailHow") : w("not.mail")} wrong={wrong.mail} autocomplete="email" maxLength={254} />
      {known.refused.includes("mail") && <Notice tone="you" icon="you">{w("refused.mail")}</Notice>}
      <TextField label={w("mobile")} name="mobile" value={mobile} onInput={setMobile} help={possible("sms") ? w("mobileHow") : w("not.sms")} wrong={wrong.mobile} autocomplete="tel" maxLength={40} />
      {known.refused.includes("sms") && <Notice tone="you" icon="you">{w("refused.sms")}</Notice>}
      <Choices<WayKey> legend={w("ways")} name="ways" value={ways} onChange={choose} options={wayKeys.map((value) => ({ value, label: label(value), sub: value === "never" ? w("neverWhat") : undefined }))} />
      <Choices<"sv" | "en"> legend={w("lang")} name="lang" value={lang} onChange={speak} options={[{ value: "sv", label: "Svenska" }, { value: "en", label: "English" }]} />
      {failed !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failed)}</Notice>}
      <Button kind="primary" big wide submit busy={busy}>{t("do.save")}</Button>
    </form>
  );
}
