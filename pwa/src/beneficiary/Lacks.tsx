import { format, said, t } from "../i18n";
import { Finding, State } from "../ui";
import { Section } from "./Section";
import type { InvoiceView, Lack } from "./view";
import { b } from "./words";

/** What was found: what is missing for the month to be paid, then what else one should know of; each with what to do and how much may not be paid. */
export function Lacks({ view }: { view: InvoiceView }) {
  const lacks = view.lacks ?? [];
  const found = view.found ?? [];
  if (lacks.length + found.length === 0) {
    if (view.mayHandOver !== true) return null;
    return (
      <Section id="lacks" title={b("found.title")} read={b("aloud.found")}>
        <div class="leaf"><State tone="done" icon="done">{b("found.nothing")}</State></div>
      </Section>
    );
  }
  return (
    <>
      {lacks.length > 0 && (
        <Section id="lacks" title={b("lacks.title")} read={b("aloud.lacks")}>
          <p>{b("lacks.what")} {(view.risk ?? 0) > 0 && <strong>{b("lacks.risk", { kr: format.kronor(view.risk ?? 0) })}</strong>}</p>
          <Findings of={lacks} />
        </Section>
      )}
      {found.length > 0 && (
        <Section id="found" title={b("found.title")} read={b("aloud.found")}>
          <Findings of={found} />
        </Section>
      )}
    </>
  );
}

function Findings({ of }: { of: readonly Lack[] }) {
  return (
    <div class="findings findings--joined">
      {of.map((lack) => (
        <Finding key={lack.code} title={said(lack.message)} state={lack.ore > 0 ? <State tone="you" icon="coin">{b("invoice.risk", { kr: format.kronor(lack.ore) })}</State> : <State icon="info">{t("state.know")}</State>}>
          <p>{said(lack.action)}</p>
        </Finding>
      ))}
    </div>
  );
}
