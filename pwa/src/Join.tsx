// Coming in: by the link from the office (/join#code), or by a code that one types.

import { useEffect, useState } from "preact/hooks";
import { api, core, Problem, StillWaiting, Unreachable, type Proof } from "./core";
import { said, spoken, t } from "./i18n";
import { locked, setLock } from "./lock";
import { Declined, possible } from "./passkey";
import { go } from "./route";
import type { SignIn } from "./bankid";
import { App, Bar, Button, Notice, TextField, Trouble } from "./ui";

/** The page where a device is signed in. */
export default function Join() {
  const [code, setCode] = useState(location.pathname === "/join" ? decodeURIComponent(location.hash.slice(1)) : "");
  const [trying, setTrying] = useState(code !== "");
  const [failure, setFailure] = useState<unknown>(undefined);
  const out = core.session.value === "out";

  const enter = async (proof: Proof): Promise<void> => {
    const before = core.who.peek();
    const { book } = await core.join(proof);
    // At the same provider: what opened it is lost, or it is another person's. At another one the first stays locked with it.
    if (locked.peek() && before?.book === book) setLock(undefined);
    go("/", true);
  };
  const come = async (prove: () => Promise<Proof>): Promise<void> => {
    setTrying(true);
    setFailure(undefined);
    try {
      await enter(await prove());
    } catch (error) {
      setFailure(error);
      setTrying(false);
    }
  };
  const join = (): Promise<void> => come(() => Promise.resolve({ invitation: code.trim() }));
  const byKey = (): Promise<void> => come(async () => {
    const [{ use }, options] = await Promise.all([import("./ceremony"), api.open("POST", "/api/v1/session/passkey/options")]);
    return { credential: await use(options) };
  });
  const [Eid, bring] = useState<typeof SignIn>();
  useEffect(() => void import("./bankid").then((eid) => spoken().then(() => bring(() => eid.SignIn)), () => undefined), []);
  useEffect(() => {
    if (!trying) return;
    // The code is good once: it stays neither in the address nor in the history.
    history.replaceState(null, "", "/join");
    void join();
  }, []);

  return (
    <App bar={<Bar />}>
      {trying ? (
        <section class="stack" aria-busy="true"><h1>{t("join.title")}</h1><p role="status">{t("join.wait")}</p></section>
      ) : (
        <>
          <h1>{out ? t("trouble.signedOut") : t("join.title")}</h1>
          {out && core.waiting.value.length > 0 && <Notice icon="device-ok">{t("trouble.signedOutSafe", { n: core.waiting.value.length })}</Notice>}
          {failure !== undefined && <Failure error={failure} again={join} />}
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              void join();
            }}
          >
            <TextField label={t("join.codeLabel")} value={code} onInput={setCode} help={t("join.codeHow")} autocomplete="one-time-code" maxLength={64} />
            <Button kind="primary" big wide submit>{t("join.go")}</Button>
          </form>
          {possible() && (
            <section class="stack stack--s">
              <Button kind="line" wide icon="lock" onClick={() => void byKey()}>{t("join.key")}</Button>
              <p class="s soft">{t("join.keyHow")}</p>
            </section>
          )}
          {Eid && <Eid enter={enter} />}
          <p class="soft">{t("join.lost")}</p>
          <p><a href="/tillganglighet">{t("access.link")}</a></p>
        </>
      )}
    </App>
  );
}

function Failure({ error, again }: { error: unknown; again: () => void }) {
  if (error instanceof Unreachable) {
    return (
      <Trouble icon="nonet" title={t("trouble.first")}>
        <p>{t("trouble.offline")}.</p>
        <Button kind="line" onClick={again}>{t("do.retry")}</Button>
      </Trouble>
    );
  }
  if (error instanceof Declined) return <Notice icon="info" live>{t("join.keyDeclined")}</Notice>;
  const problem = error instanceof Problem ? error : undefined;
  return (
    <Trouble icon="alarm" alarm title={t("join.failed")}>
      <p>{said(problem?.sentence) || t("join.askNew")}</p>
      <p class="s soft">{t("trouble.code", { code: problem?.code ?? (error instanceof StillWaiting ? error.name : String(error)) })}</p>
    </Trouble>
  );
}
