// How the provider is connected to Försäkringskassan and to BankID, as the server's JSON comes.

import type { Sentence } from "../core/types";

/** A client certificate of the house's. */
export interface ClientCertificate {
  readonly subject: string;
  readonly notAfter: string;
  /** Whole ones that are left; below 0 once it has ended. */
  readonly days: number;
}

/** One of Försäkringskassan's steps on the way to ELT. */
export interface ConnectionStep {
  readonly step: string;
  readonly title: Sentence;
  readonly who: Sentence;
  readonly text: Sentence;
  /** A date; empty: not yet. */
  readonly done: string;
}

/** GET /api/v1/connection. */
export interface Connection {
  readonly elt: {
    readonly connected: boolean;
    readonly supplier: string;
    /** Why no call is made until somebody has seen to it; empty: they are made. */
    readonly stopped: string;
    readonly since: string | null;
    /** How it stands, and its sentence; empty where all is well. */
    readonly code: string;
    readonly words: Sentence | null;
    readonly outage: {
      readonly since: string;
      readonly last: string;
      readonly calls: number;
      readonly code: string;
      readonly words: Sentence;
      readonly fk: string;
    } | null;
    readonly certificate: ClientCertificate | null;
    readonly steps: readonly ConnectionStep[];
    /** The first step that is not done; empty where all are. */
    readonly next: string;
  };
  readonly bankid: { readonly connected: boolean; readonly certificate: ClientCertificate | null };
  readonly erak: { readonly connected: boolean };
}

/** POST /api/v1/connection/test. */
export interface ConnectionTest {
  readonly ok: boolean;
  readonly code: string;
  readonly sv: string;
  readonly en: string;
  readonly fk: string;
}

/** POST /api/v1/timesheets/{month}/send. */
export interface SheetsSent {
  readonly queued: number;
  readonly left: readonly { readonly beneficiary: { readonly id: string; readonly name: string }; readonly assistant: { readonly id: string; readonly name: string }; readonly code: string }[];
}
