// Coming in: by the link from the office (/join#code), or by a code that one types.

import { useEffect, useState } from "preact/hooks";
import { core, Problem, StillWaiting, Unreachable } from "./core";
import { said, t } from "./i18n";
import { go } from "./route";
import { App, Bar, Button, Notice, TextField, Trouble } from "./ui";

/** The page where a device is signed in. */
export function Join() {
  const [code, setCode] = useState(location.pathname === "/join" ? decodeURIComponent(location.hash.slice(1)) : "");
  const [trying, setTrying] = useState(code !== "");
  const [failure, setFailure] = useState<unknown>(undefined);
  const out = core.session.value === "out";

  const join = async (): Promise<void> => {
    setTrying(true);
    setFailure(undefined);
    try {
      await core.join(code.trim());
      go("/", true);
    } catch (error) {
      setFailure(error);
      setTrying(false);
    }
  };
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
  const problem = error instanceof Problem ? error : undefined;
  return (
    <Trouble icon="alarm" alarm title={t("join.failed")}>
      <p>{said(problem?.sentence) || t("join.askNew")}</p>
      <p class="s soft">{t("trouble.code", { code: problem?.code ?? (error instanceof StillWaiting ? error.name : String(error)) })}</p>
    </Trouble>
  );
}
