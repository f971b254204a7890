// The parts that screens are made of: small functions, our own look, no data of their own.

export { Button, type ButtonKind, type ButtonProps } from "./Button";
export { readClock } from "./clock";
export { Clock, Cover, Kinds } from "./cover";
export { Chips, Choices, Field, TextField, type Option } from "./forms";
export { App, Bar, Skip, Sync, Tabs, type Tab } from "./frame";
export { Dots, Hatch, Icon, Logo, Patterns, Shape, type IconName } from "./Icon";
export { KindLegend, KindName, kindIcon, kinds, type Kind } from "./kind";
export { Ledger, LedgerDay, LedgerRow, State, Sum, SumLedger, type Tone } from "./ledger";
export { Finding, Notice, Skeleton, Trouble } from "./notices";
export { History, Meter, Steps, type Step } from "./progress";
export { Rested } from "./Rested";
export { Ribbon, type Piece } from "./Ribbon";
export { Sheet } from "./Sheet";
export { answerInWords, askedInWords, clockInWords, fieldName, fieldValue } from "./told";
export { TimeInput } from "./TimeInput";
export { useArrival } from "./useArrival";
export { toaster, Toasts, type Toaster } from "./Toast";
export { sentence } from "./sentence";
export { Language } from "./Language";
export { ShareFile } from "./ShareFile";
export { Troubles } from "./Troubles";
export { readsOnly, Writes } from "./Writes";
export type { Desk, Notices, NoticeState, With } from "./desk";
