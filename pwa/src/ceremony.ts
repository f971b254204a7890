// Passkeys in the browser: what the server writes as JSON is made into what navigator.credentials takes, and back. Browsers
// have this of their own (parseCreationOptionsFromJSON, toJSON), but not yet all that we serve. Fetched when it is wanted.

import { Declined } from "./passkey";


type Listed = { readonly id: string; readonly type: "public-key"; readonly transports?: readonly AuthenticatorTransport[] };

interface CreationJSON {
  readonly publicKey: Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
    readonly challenge: string;
    readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
    readonly excludeCredentials?: readonly Listed[];
  };
}

interface RequestJSON {
  readonly publicKey: Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & { readonly challenge: string };
}

/** Makes a passkey by the server's options; what comes back is for the server. */
export async function make(options: unknown): Promise<{ id: string; answer: unknown }> {
  const { publicKey } = options as CreationJSON;
  const credential = await asked(() => navigator.credentials.create({
    publicKey: {
      ...publicKey, challenge: bytes(publicKey.challenge), user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: (publicKey.excludeCredentials ?? []).map(({ id, type, transports }) => ({ id: bytes(id), type, ...(transports ? { transports: [...transports] } : {}) })),
    },
  }));
  const response = credential.response as AuthenticatorAttestationResponse;
  const answer = {
    clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [],
  };
  return { id: credential.id, answer: written(credential, answer) };
}

/** Uses a passkey, whichever the person chooses, by the server's options; what comes back is for the server. */
export async function use(options: unknown): Promise<unknown> {
  const { publicKey } = options as RequestJSON;
  const credential = await asked(() => navigator.credentials.get({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge) } }));
  const response = credential.response as AuthenticatorAssertionResponse;
  return written(credential, {
    clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature),
    ...(response.userHandle ? { userHandle: text(response.userHandle) } : {}),
  });
}

/**
 * Makes a credential that only this device knows of: it opens the lock here, and nothing at the server. It needs no network.
 * Its id comes back.
 */
export async function makeLocal(name: string): Promise<string> {
  const credential = await asked(() => navigator.credentials.create({
    publicKey: {
      rp: { name: "Passbok" }, user: { id: drawn(16), name, displayName: name }, challenge: drawn(32),
      pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }], attestation: "none",
      authenticatorSelection: { authenticatorAttachment: "platform", residentKey: "discouraged", userVerification: "required" },
    },
  }));
  return credential.id;
}

/** Has the device make sure who holds it, by a credential of that id. It needs no network. Throws Declined. */
export async function confirm(id: string): Promise<void> {
  await asked(() => navigator.credentials.get({
    publicKey: { challenge: drawn(32), userVerification: "required", allowCredentials: [{ type: "public-key", id: bytes(id), transports: ["internal"] }] },
  }));
}

function written(credential: PublicKeyCredential, response: object): unknown {
  return {
    id: credential.id, rawId: credential.id, type: credential.type, response, clientExtensionResults: {},
    ...(credential.authenticatorAttachment ? { authenticatorAttachment: credential.authenticatorAttachment } : {}),
  };
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (cause) {
    throw new Declined("the device would not", { cause });
  }
  throw new Declined("the device has no passkeys");
}

function drawn(many: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(many));
}

function bytes(written: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(written.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}

function text(raw: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(raw))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
