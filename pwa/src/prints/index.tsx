// The public page where anybody checks a paper: at /verifiera, signed in or not. The QR code on a paper brings what stands on it
// in the address's fragment, which never reaches a server's log.

import { useEffect, useRef, useState } from "preact/hooks";
import { core } from "../core";
import { format } from "../i18n";
import { route } from "../route";
import { App, Bar, Button, Language, Notice, sentence, TextField, useArrival } from "../ui";
import { hash as asHash, isHash, isReference, reference as asReference, scanned } from "./typed";
import { p } from "./words";

interface Verified {
  readonly matches: boolean;
  readonly sealed: string;
}

/** What stands on the paper, and what came of checking it. */
export default function Verify() {
  const [typed, type] = useState(() => scanned(location.hash));
  const [asked, ask] = useState(false); // with something wrong in it
  const [found, tell] = useState<Verified | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const turn = useRef(0);
  useArrival(route.value.path, p("verify.title"));

  const check = async (paper: { reference: string; hash: string }): Promise<void> => {
    tell(undefined);
    fail(undefined);
    ask(true);
    if (!isReference(paper.reference) || !isHash(paper.hash)) return;
    const mine = ++turn.current; // an answer to an earlier question is not told as one to this
    work(true);
    try {
      const answer = (await core.public("POST", "/api/v1/verify", { reference: asReference(paper.reference), hash: asHash(paper.hash) })) as Verified;
      if (mine === turn.current) tell(answer);
    } catch (error) {
      if (mine === turn.current) fail(error);
    } finally {
      if (mine === turn.current) work(false);
    }
  };
  useEffect(() => {
    const scan = (): void => {
      const paper = scanned(location.hash);
      if (paper.reference === "") return;
      type(paper);
      void check(paper);
    };
    scan();
    addEventListener("hashchange", scan);
    return () => removeEventListener("hashchange", scan);
  }, []);
  const write = (change: Partial<typeof typed>): void => {
    turn.current++;
    work(false);
    tell(undefined);
    type({ ...typed, ...change });
  };

  return (
    <App bar={<Bar back={{ href: "/" }} />}>
      <h1>{p("verify.title")}</h1>
      <p>{p("verify.lead")}</p>
      <p>{p("verify.scan")}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void check(typed);
        }}
      >
        <TextField
          label={p("verify.reference")} value={typed.reference} onInput={(reference) => write({ reference })} help={p("verify.referenceHow")} maxLength={40}
          wrong={asked && !isReference(typed.reference) ? p("verify.referenceWrong") : undefined}
        />
        <TextField
          label={p("verify.hash")} value={typed.hash} onInput={(hash) => write({ hash })} help={p("verify.hashHow")} maxLength={120}
          wrong={asked && !isHash(typed.hash) ? p("verify.hashWrong", { n: asHash(typed.hash).length }) : undefined}
        />
        <Button kind="primary" big wide submit busy={busy}>{p("verify.go")}</Button>
      </form>
      <div role="status" class="stack">
        {busy && <p>{p("verify.busy")}</p>}
        {found && <Answer found={found} />}
      </div>
      {failed !== undefined && <Notice tone="alarm" icon="alarm"><strong>{p("verify.failed")}.</strong> {sentence(failed)}</Notice>}
      <p class="soft s">{p("verify.privacy")}</p>
      <div class="leaf"><Language /></div>
    </App>
  );
}

function Answer({ found }: { found: Verified }) {
  if (!found.matches) {
    return <Notice tone="you" icon="you"><strong>{p("verify.no")}.</strong> {p("verify.noWhat")} {p("verify.noErased")}</Notice>;
  }
  return <Notice tone="done" icon="check"><strong>{p("verify.yes")}.</strong> {p("verify.yesWhen", { when: format.dated(found.sealed) })} {p("verify.compare")}</Notice>;
}
