// The invoice in short sentences, one thing a screen, pictures with words, no tables.

import type { ComponentChildren } from "preact";
import { format, said, t } from "../i18n";
import { Button, Icon, kindIcon, kinds, Meter, type Desk } from "../ui";
import { stepIn, stepsOf, type EasyStep } from "./easy";
import { firstName } from "./here";
import { Onward } from "./Onward";
import { Due } from "./parts";
import { open, otherwise } from "./questions";
import type { InvoiceView } from "./view";
import { b } from "./words";
import { WrongHere } from "./WrongHere";

/** One screen of it, with the way on and back always at the same place. */
export function EasyInvoice({ desk, view, path, search, again, nameOf }: { desk: Desk; view: InvoiceView; path: string; search: string; again: () => void; nameOf: (id: string) => string }) {
  const steps = stepsOf(view);
  const at = stepIn(search, steps.length);
  const step = steps[at - 1] ?? "sums";
  const own = desk.who.value?.person === view.beneficiary.id;
  const to = (n: number): string => `${path}?steg=${n}`;
  return (
    <>
      <div class="stack stack--l easy">
        <p class="soft">{b("easy.step", { n: at, of: steps.length })}</p>
        <Screen step={step} desk={desk} view={view} own={own} path={path} />
      </div>
      {step === "send" && <Onward desk={desk} view={view} path={path} again={again} />}
      <div class="stack">
        {at < steps.length && <Button kind="primary" big wide iconAfter="next" href={to(at + 1)}>{b("easy.next")}</Button>}
        {at > 1 && <Button kind="line" wide icon="prev" href={to(at - 1)}>{b("easy.back")}</Button>}
        <WrongHere {...{ desk, view, nameOf }} />
      </div>
    </>
  );
}

function Screen({ step, desk, view, own, path }: { step: EasyStep; desk: Desk; view: InvoiceView; own: boolean; path: string }): ComponentChildren {
  const month = format.month(view.month);
  switch (step) {
    case "sums":
      return (
        <>
          <h1>{own ? b("easy.sums", { month }) : b("easy.sumsOf", { name: view.beneficiary.name, month })}</h1>
          <ul class="pictured">
            {kinds.filter((kind) => view.sums[kind] > 0).map((kind) => <li key={kind}><Icon name={kindIcon[kind]} large /><span><strong>{format.spokenHours(view.sums[kind])}</strong><span>{t(`kind.${kind}`)}. {b(`easy.${kind}`)}</span></span></li>)}
          </ul>
        </>
      );
    case "who": {
      const names = view.assistants.map((a) => a.name);
      return (
        <>
          <h1>{b("easy.who")}</h1>
          <ul class="pictured">
            {view.assistants.map((a) => <li key={a.id}><Icon name="person" large /><span><strong>{firstName(a.name, names)}</strong><span>{format.spokenHours(a.active + a.waiting + a.standby)}</span></span></li>)}
          </ul>
        </>
      );
    }
    case "granted": {
      const granted = view.granted ?? 0;
      const counted = Math.round(view.counted.num / view.counted.den);
      const left = granted - counted;
      return (
        <>
          <h1>{b(left >= 0 ? "easy.enough" : "easy.over")}</h1>
          <div class="meter"><Meter part={counted / Math.max(1, granted)} label={b("invoice.meter", { counted: format.spokenHours(counted), granted: format.spokenHours(granted) })} /></div>
          <p>{b("easy.granted", { hours: format.spokenHours(granted) })}</p>
          <p>{left >= 0 ? b("easy.left", { time: format.spokenHours(left) }) : b("easy.beyond", { time: format.spokenHours(-left) })}</p>
        </>
      );
    }
    case "missing":
      return (
        <>
          <h1>{b("easy.missing")}</h1>
          <ul class="pictured">
            {[...(view.lacks ?? []), ...(view.found ?? [])].map((lack) => <li key={lack.code}><Icon name={lack.ore > 0 ? "coin" : "info"} large /><span><span>{said(lack.message)}</span>{lack.ore > 0 && <strong>{b("invoice.risk", { kr: format.kronor(lack.ore) })}</strong>}</span></li>)}
          </ul>
          <p>{b("easy.missingWhat")}</p>
        </>
      );
    case "questions": {
      const left = open(view).length;
      return (
        <>
          <h1>{b(left > 0 ? "easy.questions" : "easy.answered")}</h1>
          <p>{otherwise(view).length > 0 ? b("asked.otherwise") : left > 0 ? b("easy.questionsWhat", { n: left }) : b("easy.answeredWhat")}</p>
          <Button kind="line" wide iconAfter="arrow" href={`${path}/fragor`}>{b(left > 0 ? "asked.answer" : "asked.change")}</Button>
        </>
      );
    }
    case "send":
      return (
        <>
          <h1>{b("easy.send")}</h1>
          <Due deadline={view.deadline} today={format.today(desk.now())} />
        </>
      );
  }
}
