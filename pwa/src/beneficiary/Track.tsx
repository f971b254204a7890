import type { ComponentChildren } from "preact";
import { format } from "../i18n";
import { Icon } from "../ui";
import { invoiceStages, paperSteps, type InvoiceStage } from "../office/types";
import { Section } from "./Section";
import type { InvoiceView } from "./view";
import { b } from "./words";

const told: readonly InvoiceStage[] = invoiceStages.filter((stage) => stage !== "notified" && stage !== "opened");

/** What has happened with the invoice, as a track with times. me is the person who looks. */
export function Track({ view, me, names }: { view: InvoiceView; me: string; names: (id: string) => string }) {
  const { state } = view.invoice;
  const reached = view.invoice.at ?? {};
  const at = reached.differs ? { ...reached, signed: reached.signed ?? reached.differs } : reached;
  const sender = view.invoice.by?.handed_over;
  const words: Record<string, string> = {
    ready: b("track.ready"),
    handed_over: sender && sender.id !== me ? b("track.handed_overBy", { name: sender.name || names(sender.id) }) : b("track.handed_over"),
    received: b("track.received"),
    signed: sender && sender.id !== me ? b("track.signedAny") : b("track.signed"),
  };
  const next = told.find((stage) => !at[stage]);
  return (
    <Section id="happened" title={b("after.happened")} read={b("aloud.happened")}>
      <ol class="track leaf">
        {told.map((stage) => <Stop key={stage} done={Boolean(at[stage])} now={stage === next} title={words[stage]} sub={at[stage] ? format.fullMoment(at[stage]) : b("track.not")} />)}
        {state === "signed" && <Stop done title={b("track.compared")} sub={b("track.comparedWhat")} />}
        {state === "signed" && <Stop title={b("track.next")} sub={b("track.nextWhat")} />}
      </ol>
    </Section>
  );
}

/** What has happened with an invoice that goes on paper, and what is to come. */
export function PaperTrack({ view, me }: { view: InvoiceView; me: string }) {
  const { paper, at } = view.invoice;
  if (!paper) return null;
  const name = (step: (typeof paperSteps)[number]): string => paper.by[step]?.name ?? "";
  const mine = (step: (typeof paperSteps)[number]): boolean => paper.by[step]?.id === me;
  const signer = paper.proxy ? b("paper.signedProxy", { name: paper.proxy }) : paper.signer?.id === me ? b("paper.signedYou") : paper.signer ? b("paper.signedBy", { name: paper.signer.name }) : b("paper.signed");
  const words: Record<(typeof paperSteps)[number], string> = {
    asked: mine("asked") ? b("paper.askedYou") : b("paper.askedBy", { name: name("asked") }),
    printed: !paper.at.printed ? b(paper.print ? "paper.willPrint" : "paper.youPrint") : mine("printed") ? b("paper.youPrint") : b("paper.printed"),
    signed: signer,
    sent: b(paper.how === "posted" ? "paper.posted" : paper.how === "handed_in" ? "paper.handedIn" : "paper.sent"),
  };
  const next = paperSteps.find((step) => !paper.at[step]);
  return (
    <Section id="happened" title={b("after.happened")} read={b("aloud.happened")}>
      <ol class="track leaf">
        {at?.ready && <Stop done title={b("track.ready")} sub={format.fullMoment(at.ready)} />}
        {paperSteps.map((step) => {
          const when = paper.at[step];
          return <Stop key={step} done={Boolean(when)} now={step === next} title={words[step]} sub={when ? format.fullMoment(when) : b("track.not")} />;
        })}
        {paper.at.sent && <Stop title={b("track.next")} sub={b("track.nextWhat")} />}
      </ol>
    </Section>
  );
}

/** One thing that has happened, is to happen now, or later. */
export function Stop({ done, now, title, sub }: { done?: boolean; now?: boolean; title: ComponentChildren; sub: ComponentChildren }) {
  return (
    <li class={done ? "is-done" : now ? "is-now" : undefined}>
      <Icon name={done ? "done" : "todo"} /><strong>{title}</strong><span class="soft">{sub}</span>
    </li>
  );
}
