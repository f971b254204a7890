// BankID in the app: one chunk, fetched where somebody signs or signs in.

export { running, type Order, type Outcome } from "./order";
export { Return } from "./Return";
export { SignIn } from "./SignIn";
export { Signing, type End, type SigningProps } from "./Signing";
