// The words of the app. A room with words of its own makes its lookup beside its screens with words().

export type { Key } from "./sv";
export { languages } from "./languages";
export { t } from "./shared";
export type { Dictionaries, Manner, Translation } from "./translation";
export { fill, language, manner, said, speak, speakAgain, spoken, words } from "./words";
export type { Params, Said, Words } from "./words";
export * as format from "./format";
