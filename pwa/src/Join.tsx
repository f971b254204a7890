// Coming in: by the link from the office (/join#code), or by a code that one types.

import { useEffect, useState } from "preact/hooks";
import { api, core, NotSaved, Problem, refused, Unreachable, type Proof } from "./core";
import { said, spoken, t } from "./i18n";
import { w } from "./join/words";
import { locked, setLock } from "./lock";
import { Declined, possible } from "./passkey";
import { go } from "./route";
import type { SignIn } from "./bankid";
import { App, Bar, Button, Notice, TextField, Trouble, useArrival } from "./ui";

/** The page where a device is signed in. */
export default function Join() {
  const [code, setCode] = useState(location.pathname === "/join" ? decodeURIComponent(location.hash.slice(1)) : "");
  const [trying, setTrying] = useState(code !== "");
  const [failure, setFailure] = useState<unknown>(undefined);
  const [key, tryKey] = useState(false); // whether it was a key that was tried
  const [lacking, lack] = useState(false);
  const out = core.session.value === "out";
  const shut = locked.value;
  const title = out ? t("trouble.signedOut") : shut ? t("lock.anew") : w("title");
  useArrival(trying ? "trying" : "form", title); // what was pressed goes away meanwhile, and comes back as another

  const enter = async (proof: Proof): Promise<void> => {
    const before = core.who.peek();
    const { book } = await core.join(proof);
    // At the same provider: what opened it is lost, or it is another person's. At another one the first stays locked with it.
    if (locked.peek() && before?.book === book) setLock(undefined);
    go("/", true);
  };
  const come = async (prove: () => Promise<Proof>, withKey: boolean): Promise<void> => {
    const before = core.who.peek();
    tryKey(withKey);
    setTrying(true);
    setFailure(undefined);
    try {
      await enter(await prove());
    } catch (error) {
      // The code is good once: answered, it stays neither in the address nor in the history. Until then a page that is loaded anew tries it again.
      if (refused(error) && location.hash) history.replaceState(null, "", "/join");
      if (used(error) && !before && core.who.peek()) return go("/", true); // all but the sign-in was lost here, and it has come back
      setFailure(error);
      setTrying(false);
    }
  };
  const join = (): Promise<void> => come(() => Promise.resolve({ invitation: code.trim() }), false);
  const byKey = (): Promise<void> => come(async () => {
    const [{ use }, options] = await Promise.all([import("./ceremony"), api.open("POST", "/api/v1/session/passkey/options")]);
    return { credential: await use(options) };
  }, true);
  const [Eid, bring] = useState<typeof SignIn>();
  useEffect(() => void import("./bankid").then((eid) => spoken().then(() => bring(() => eid.SignIn)), () => undefined), []);
  useEffect(() => {
    // Who opens the link that they came in by wants in, and is.
    if (code !== "" && core.session.peek() === "in" && core.notebook?.facts.joined?.code === code) go("/", true);
    else if (trying) void join();
  }, []);

  return (
    <App bar={<Bar back={core.who.value && { href: "/" }} />}>
      {trying ? (
        <section class="stack" aria-busy="true"><h1>{title}</h1><p role="status">{w("wait")}</p></section>
      ) : (
        <>
          <h1>{title}</h1>
          {out && core.unsent.value > 0 && <Notice icon="device-ok">{t("trouble.signedOutSafe", { n: core.unsent.value })}</Notice>}
          {shut && <Notice icon="device-ok">{t("lock.safe")} {t("lock.off")}</Notice>}
          {failure !== undefined && <Failure error={failure} again={key ? byKey : join} />}
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              lack(code.trim() === "");
              if (code.trim() !== "") void join();
            }}
          >
            <TextField label={w("codeLabel")} value={code} onInput={setCode} help={w("codeHow")} wrong={lacking && code.trim() === "" ? w("codeHow") : undefined} autocomplete="one-time-code" maxLength={64} />
            <Button kind="primary" big wide submit>{w("go")}</Button>
          </form>
          {possible() && (
            <section class="stack stack--s">
              <Button kind="line" wide icon="lock" onClick={() => void byKey()}>{w("key")}</Button>
              <p class="s soft">{w("keyHow")}</p>
            </section>
          )}
          {Eid && <Eid enter={enter} />}
          <p class="soft">{w("lost")}</p>
          <p><a class="alone" href="/tillganglighet">{t("access.link")}</a></p>
        </>
      )}
    </App>
  );
}

// The link has let somebody in, or was for earlier: who is in does not need it.
const used = (error: unknown): boolean => error instanceof Problem && /^invitation_(used|expired)$/.test(error.code);

function Failure({ error, again }: { error: unknown; again: () => void }) {
  const retry = <Button kind="line" onClick={again}>{t("do.retry")}</Button>;
  if (error instanceof Unreachable) return <Trouble icon="nonet" title={w("first")}><p>{t("trouble.offline")}.</p>{retry}</Trouble>;
  if (error instanceof NotSaved) return <Trouble icon="store" alarm title={t("trouble.full")}><p>{w("full")}</p>{retry}</Trouble>;
  if (error instanceof Declined) return <Notice icon="info" live>{w("keyDeclined")}</Notice>;
  const problem = error instanceof Problem ? error : undefined;
  if (core.session.value === "in" && used(error)) {
    return (
      <Trouble icon="check" title={w("in")}>
        <p>{w("inWhat")}</p>
        <Button kind="primary" wide href="/">{w("inDo")}</Button>
      </Trouble>
    );
  }
  const open = problem !== undefined && !refused(problem);
  return (
    <Trouble icon="alarm" alarm title={w("failed")}>
      {/* On a page about codes that one types, ours stands only where we know no words for what is wrong. */}
      {problem?.sentence ? <p>{said(problem.sentence)}</p> : (
        <>
          <p>{open ? `${t("trouble.server")}.` : w("askNew")}</p>
          <p class="s soft">{t("trouble.code", { code: problem?.code ?? String(error) })}</p>
        </>
      )}
      {open && retry}
    </Trouble>
  );
}
