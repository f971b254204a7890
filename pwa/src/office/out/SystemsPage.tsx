import { useState } from "preact/hooks";
import { core } from "../../core";
import { format } from "../../i18n";
import { Button, Skeleton, State, TextField, Writes, type Toaster } from "../../ui";
import { Failed } from "../../ui/Failed";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { Mark } from "../papers/Fields";
import { o } from "../words";
import { daysOf, eventKey, scopes, standing, type Hook, type Scope, type Token } from "./systems";
import { Once } from "./Once";
import { useRun } from "./run";
import { u } from "./words";

/** Other systems: the tokens with which they read, and the webhooks by which they hear. */
export function SystemsPage({ desk, toaster }: { desk: Desk; toaster: Toaster }) {
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/provider">{u("sys.back")}</Button>
          <h1>{o("systems.title")}</h1>
          <p class="soft">{u("sys.what")}</p>
        </div>
      </header>
      <div class="two systems">
        <Tokens desk={desk} toaster={toaster} />
        <Hooks desk={desk} toaster={toaster} />
      </div>
    </>
  );
}

function Tokens({ desk, toaster }: { desk: Desk; toaster: Toaster }) {
  const asked = useAsked<{ tokens: readonly Token[] }>(desk, "/api/v1/tokens", 30_000);
  const { busy, run, trouble } = useRun(asked.again);
  const [name, call] = useState("");
  const [may, let_] = useState<readonly Scope[]>([]);
  const [last, until] = useState(() => format.today(new Date(desk.now().getTime() + 365 * 86_400_000)));
  const [wrong, setWrong] = useState<{ name?: string; scopes?: string; last?: string }>({});
  const [made, show] = useState("");
  const make = (): void => {
    const days = daysOf(format.today(desk.now()), last);
    const found = { ...(name.trim() === "" && { name: u("sys.nameMissing") }), ...(may.length === 0 && { scopes: u("sys.scopeMissing") }), ...(days === undefined && { last: u("sys.lastWrong") }) };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    void run(async () => {
      show(((await desk.post("/api/v1/tokens", { name: name.trim(), scopes: may, days })) as { token: string }).token);
      call("");
      let_([]);
    });
  };
  const tokens = asked.value?.tokens;
  return (
    <section class="leaf stack" aria-labelledby="tokens">
      <h2 id="tokens">{u("sys.tokens")} {tokens && tokens.length > 0 && <span class="soft s">{tokens.length}</span>}</h2>
      <p>{u("sys.tokensWhat")}</p>
      {asked.failed !== undefined && tokens === undefined && <Failed failed={asked.failed} again={asked.again} />}
      {asked.failed === undefined && tokens === undefined && <Skeleton rows={2} label={u("sys.loading")} />}
      {tokens && tokens.length === 0 && <p class="soft">{u("sys.noTokens")}</p>}
      {tokens && tokens.length > 0 && (
        <ul class="papers">
          {tokens.map((one) => (
            <li key={one.id}>
              <div>
                <b>{one.name}</b>
                <small>{u("sys.reads", { what: one.scopes.map((scope) => u(`scope.${scope}`)).join(", ") })}</small>
                <small>{one.used ? u("sys.used", { when: format.dated(one.used) }) : u("sys.unused")}</small>
                <small>{u("sys.until", { when: format.dated(one.expires) })}</small>
              </div>
              <Writes><Button kind="quiet" icon="close" label={`${u("sys.end")}, ${one.name}`} onClick={() => void run(async () => { await core.request("DELETE", `/api/v1/tokens/${one.id}`); toaster.say(u("sys.tokenEnded")); })}>{u("sys.end")}</Button></Writes>
            </li>
          ))}
        </ul>
      )}
      {trouble}
      {made !== "" ? <Once label={u("sys.token")} secret={made}><Button kind="quiet" onClick={() => show("")}>{u("once.done")}</Button></Once> : (
        <Writes>
          <form class="stack" onSubmit={(e) => { e.preventDefault(); make(); }}>
            <h3>{u("sys.newToken")}</h3>
            <TextField label={u("sys.name")} help={u("sys.nameHelp")} value={name} onInput={call} maxLength={100} wrong={wrong.name} />
            <fieldset class="several">
              <legend>{u("sys.may")}</legend>
              <div class="several__of">{scopes.map((scope) => <Mark key={scope} label={u(`scope.${scope}`)} checked={may.includes(scope)} onChange={(on) => let_(scopes.filter((one) => (one === scope ? on : may.includes(one))))} />)}</div>
              {wrong.scopes && <small class="wrong" role="alert">{wrong.scopes}</small>}
            </fieldset>
            <TextField label={u("sys.last")} type="date" value={last} onInput={until} wrong={wrong.last} />
            <div><Button kind="primary" submit busy={busy}>{u("sys.makeToken")}</Button></div>
          </form>
        </Writes>
      )}
    </section>
  );
}

function Hooks({ desk, toaster }: { desk: Desk; toaster: Toaster }) {
  const asked = useAsked<{ hooks: readonly Hook[]; events: readonly string[] }>(desk, "/api/v1/hooks", 15_000);
  const { busy, run, trouble } = useRun(asked.again);
  const [url, write] = useState("");
  const [wants, want] = useState<readonly string[]>([]);
  const [wrong, setWrong] = useState<{ url?: string; events?: string }>({});
  const [made, show] = useState("");
  const make = (): void => {
    const found = { ...(!url.trim().startsWith("https://") && { url: u("sys.urlWrong") }), ...(wants.length === 0 && { events: u("sys.eventMissing") }) };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    void run(async () => {
      show(((await desk.post("/api/v1/hooks", { url: url.trim(), events: wants })) as { secret: string }).secret);
      write("");
      want([]);
    });
  };
  const hooks = asked.value?.hooks;
  const events = asked.value?.events ?? [];
  return (
    <section class="leaf stack" aria-labelledby="hooks">
      <h2 id="hooks">{u("sys.hooks")} {hooks && hooks.length > 0 && <span class="soft s">{hooks.length}</span>}</h2>
      <p>{u("sys.hooksWhat")}</p>
      {asked.failed !== undefined && hooks === undefined && <Failed failed={asked.failed} again={asked.again} />}
      {asked.failed === undefined && hooks === undefined && <Skeleton rows={2} label={u("sys.loading")} />}
      {hooks && hooks.length === 0 && <p class="soft">{u("sys.noHooks")}</p>}
      {hooks && hooks.length > 0 && (
        <ul class="papers">
          {hooks.map((one) => (
            <li key={one.id}>
              <div>
                <b>{one.host}</b>
                <small>{format.capital(one.events.map((event) => u(eventKey(event))).join(", "))}</small>
                <How of={one} />
              </div>
              <Writes>
                <div class="row">
                  {one.dead && <Button kind="line" icon="arrow" label={`${u("sys.goOn")}, ${one.host}`} onClick={() => void run(async () => { await desk.post(`/api/v1/hooks/${one.id}/again`, {}); toaster.say(u("sys.goesOn")); })}>{u("sys.goOn")}</Button>}
                  <Button kind="quiet" icon="close" label={`${u("sys.end")}, ${one.host}`} onClick={() => void run(async () => { await core.request("DELETE", `/api/v1/hooks/${one.id}`); toaster.say(u("sys.hookEnded")); })}>{u("sys.end")}</Button>
                </div>
              </Writes>
            </li>
          ))}
        </ul>
      )}
      {trouble}
      {made !== "" ? <Once label={u("sys.secret")} secret={made}><Button kind="quiet" onClick={() => show("")}>{u("once.done")}</Button></Once> : (
        <Writes>
          <form class="stack" onSubmit={(e) => { e.preventDefault(); make(); }}>
            <h3>{u("sys.newHook")}</h3>
            <TextField label={u("sys.url")} help={u("sys.urlHelp")} value={url} onInput={write} maxLength={1024} wrong={wrong.url} />
            <fieldset class="several">
              <legend>{u("sys.tellOf")}</legend>
              <div class="several__of">{events.map((event) => <Mark key={event} label={format.capital(u(eventKey(event)))} checked={wants.includes(event)} onChange={(on) => want(events.filter((one) => (one === event ? on : wants.includes(one))))} />)}</div>
              {wrong.events && <small class="wrong" role="alert">{wrong.events}</small>}
            </fieldset>
            <div><Button kind="primary" submit busy={busy}>{u("sys.makeHook")}</Button></div>
          </form>
        </Writes>
      )}
    </section>
  );
}

function How({ of }: { of: Hook }) {
  switch (standing(of)) {
    case "dead": return <State tone="alarm" icon="alarm">{u("sys.dead", { when: format.dated(of.dead ?? "") })}</State>;
    case "failing": return <State tone="you" icon="clock">{u("sys.failing", { when: format.dated(of.since ?? ""), next: format.dated(of.next ?? "") })}</State>;
    case "told": return <State tone="done" icon="check">{u("sys.told", { when: format.dated(of.told ?? "") })}</State>;
    case "new": return <State icon="clock">{u("sys.nothingYet")}</State>;
  }
}
