// What a language is. Swedish and English are in the app; any other is one file that gives a Translation, and a line in
// languages.ts. What it lacks, the type checker asks for.

import type { Key as Accessible } from "../accessible/words";
import type { Key as Assistant } from "../assistant/words";
import type { Key as Answers } from "../assistant/conflict/words";
import type { Key as Calendar } from "../assistant/calendar/words";
import type { Key as Decided } from "../assistant/decided/words";
import type { Key as Guide } from "../assistant/install/words";
import type { Key as Me } from "../assistant/me/words";
import type { Key as Offers } from "../assistant/offers/words";
import type { Key as Sheet } from "../assistant/sheet/words";
import type { Key as Told } from "../assistant/told/words";
import type { Key as Bankid } from "../bankid/words";
import type { Key as Beneficiary } from "../beneficiary/sv";
import type { Key as Wrong } from "../beneficiary/talk/words";
import type { Key as Office } from "../office/sv";
import type { Key as Operator } from "../office/operator/sv";
import type { Key as Inbox } from "../office/inbox/sv";
import type { Key as Unsocial } from "../office/unsocial/sv";
import type { Key as Many } from "../office/many/sv";
import type { Key as Out } from "../office/out/sv";
import type { Key as Papers } from "../office/papers/sv";
import type { Key as Plan } from "../office/plan/sv";
import type { Key as Unreached } from "../office/reach/sv";
import type { Key as Reports } from "../office/reports/sv";
import type { Key as Send } from "../office/send/sv";
import type { Key as AtWork } from "../office/now/sv";
import type { Key as Staff } from "../office/staff/sv";
import type { Key as Talk } from "../talk/words";
import type { Key as Join } from "../join/words";
import type { Key as Amiss } from "../amiss/words";
import type { Key as Notes } from "../notes/words";
import type { Key as Prints } from "../prints/words";
import type { Key as Reach } from "../reach/words";
import type { Key as Setup } from "../setup/sv";
import type { Key as Wishes } from "../wishes/words";
import type { Key as Shared } from "./sv";

/** The keys of every dictionary, by its name. A new dictionary is a line here: words() takes no other name. */
export interface Dictionaries {
  readonly shared: Shared;
  readonly assistant: Assistant;
  readonly me: Me;
  readonly guide: Guide;
  readonly sheet: Sheet;
  readonly offers: Offers;
  readonly answers: Answers;
  readonly calendar: Calendar;
  readonly decided: Decided;
  readonly told: Told;
  readonly accessible: Accessible;
  readonly bankid: Bankid;
  readonly beneficiary: Beneficiary;
  readonly office: Office;
  readonly operator: Operator;
  readonly out: Out;
  readonly atWork: AtWork;
  readonly inbox: Inbox;
  readonly many: Many;
  readonly papers: Papers;
  readonly plan: Plan;
  readonly reports: Reports;
  readonly send: Send;
  readonly setup: Setup;
  readonly staff: Staff;
  readonly join: Join;
  readonly amiss: Amiss;
  readonly prints: Prints;
  readonly reach: Reach;
  readonly unreached: Unreached;
  readonly unsocial: Unsocial;
  readonly wishes: Wishes;
  readonly talk: Talk;
  readonly notes: Notes;
  readonly wrong: Wrong;
}

/** How a language writes. */
export interface Manner {
  /** Of the dates ("sv-SE"), and of the page. */
  readonly tag: string;
  readonly dir: "ltr" | "rtl";
  /** Between hours and minutes of a clock reading. */
  readonly clock: "." | ":";
  /** Between thousands. */
  readonly thousands: string;
}

/** A whole language. */
export interface Translation extends Manner {
  readonly words: { readonly [Name in keyof Dictionaries]: Readonly<Record<Dictionaries[Name], string>> };
}
