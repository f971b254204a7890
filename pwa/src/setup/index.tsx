// A house without a provider: whoever has the link that the server printed at its start says who they are, and is signed in as
// the first coordinator.

import { useEffect, useRef, useState } from "preact/hooks";
import { core, Problem } from "../core";
import { ask } from "../core/api";
import { said } from "../i18n";
import { readOrganisation } from "../office/papers/numbers";
import { go } from "../route";
import { App, Bar, Button, Language, Notice, TextField, Trouble } from "../ui";
import { b } from "./words";

/** The page of the link. */
export default function Setup() {
  const [secret] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [name, setName] = useState("");
  const [number, setNumber] = useState("");
  const [you, setYou] = useState("");
  const [tried, tryNow] = useState(0);
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  const form = useRef<HTMLFormElement>(null);
  // The secret stays neither in the address nor in the history.
  useEffect(() => history.replaceState(null, "", "/setup"), []);
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [tried]);
  const found = readOrganisation(number);
  const missing = (typed: string): string | undefined => (tried > 0 && typed.trim() === "" ? b("missing") : undefined);
  const wrong = "wrong" in found && (tried > 0 || number.replace(/\D/g, "").length >= 10) ? (number.trim() === "" ? missing(number) : b(found.wrong === "digit" ? "wrong.digit" : "wrong.length")) : undefined;
  const begin = async (): Promise<void> => {
    if (name.trim() === "" || you.trim() === "" || "wrong" in found) {
      tryNow((n) => n + 1);
      return;
    }
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      const made = (await ask((...of) => fetch(...of), "POST", "/api/v1/setup", { body: { secret, name: name.trim(), organisationsnummer: found.digits, coordinator: you.trim() } })) as { invitation: string };
      await core.join({ invitation: made.invitation });
      go("/office", true);
    } catch (error) {
      fail(error);
      work(false);
    }
  };
  return (
    <App bar={<Bar />}>
      {secret === "" ? (
        <Trouble icon="info" level={1} title={b("noLink")}>
          <p>{b("noLinkDo")}</p>
          <div><Button kind="line" href="/join">{b("in")}</Button></div>
        </Trouble>
      ) : (
        <>
          <h1>{b("title")}</h1>
          <p>{b("what")}</p>
          {failed !== undefined && <Notice tone="alarm" icon="alarm"><b>{b("failed")}.</b> {failed instanceof Problem ? said(failed.sentence) : b("unreached")}</Notice>}
          <form
            ref={form} class="stack" onSubmit={(event) => {
              event.preventDefault();
              void begin();
            }}
          >
            <TextField label={b("name")} value={name} onInput={setName} help={b("nameHelp")} wrong={missing(name)} maxLength={120} autocomplete="organization" />
            <TextField label={b("number")} value={number} onInput={setNumber} help={b("numberHelp")} wrong={wrong} maxLength={16} />
            <TextField label={b("you")} value={you} onInput={setYou} help={b("youHelp")} wrong={missing(you)} maxLength={120} autocomplete="name" />
            <Button kind="primary" big wide submit busy={busy}>{b("go")}</Button>
          </form>
        </>
      )}
      <Language />
    </App>
  );
}
