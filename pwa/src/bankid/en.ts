// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "sign": "Sign with BankID",
  "signIn": "Sign in with BankID",
  "open": "Open BankID on this device",
  "qr": "QR code for the BankID app. It changes each second.",
  "stop": "Cancel",
  "close": "Close",
  "again": "Try again",
  "begin": "Asking BankID.",
  "check": "Done in BankID. The signature is being checked.",
  "enter": "Done in BankID. Signing you in.",
  "net": "No contact just now. We try again, and what you do in BankID counts all the same.",
  "signed": "You have signed. The signature is saved.",
  "approved": "Signed for the provider. The signature is saved.",
  "fallen": "Your signature is saved, but it does not hold: something changed while you were signing. Look through the hours, say that they are complete and sign again.",
  "refused": "The signature does not count. Nothing has changed. Try again.",
  "over": "The order at BankID is no longer here, so we do not know how it went. Look at the timesheet: if it says that it is signed, it is done. Otherwise start again.",
  "overIn": "The order at BankID is no longer here. Start again.",
  "counts": "What you do in BankID counts all the same.",
  "which": "Where do you want to sign in?",
  "nowhere": "Passbok is not connected to BankID here. Sign in with a code or a passkey.",
  "back": "Did you come here from BankID? Go back to the app or tab where you began. It goes on there by itself.",
  "backTitle": "Back from BankID",
  "home": "To Passbok",
};
