// What is known of passkeys before one is made or used (ceremony.ts does that).

/** The person said no, or the device would not: nothing has happened. */
export class Declined extends Error {
  override name = "Declined";
}

/** Whether this browser, at this address, can have passkeys at all. */
export function possible(): boolean {
  return "PublicKeyCredential" in globalThis && isSecureContext && !/^[\d.]+$|:/.test(location.hostname);
}

const here = "passbok.passkey";

/** The passkey that was made on this device, if one was: the lock can be opened by it too. */
export function remembered(): string | undefined {
  try {
    return localStorage.getItem(here) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers that this device has a passkey. */
export function remember(id: string): void {
  try {
    localStorage.setItem(here, id);
  } catch {
    // Then the lock makes a credential of its own.
  }
}

/** The passkey that was made here is no more. */
export function forget(): void {
  try {
    localStorage.removeItem(here);
  } catch {
    // It was not remembered.
  }
}
