// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <pass-key>: a form whose sending first asks the device for a passkey, or with
// data-make to make one. Hidden until here, for without keys it is of no use.

import { Widget, define } from "./widget";

/** bytes reads base64 as the server writes it, without padding and safe in addresses. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

/** base64 is the opposite of bytes. */
export function base64(buffer: ArrayBuffer): string {
  const raw = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

interface Named {
  id: string;
  type: "public-key";
  transports?: AuthenticatorTransport[];
}
// biome-ignore lint: the shape is the server's
type Options = any;

const named = (list: Named[] | undefined): PublicKeyCredentialDescriptor[] | undefined =>
  list?.map((c) => ({ ...c, id: bytes(c.id) }));

async function make(o: Options): Promise<unknown> {
  const key = (await navigator.credentials.create({
    publicKey: {
      ...o,
      challenge: bytes(o.challenge),
      user: { ...o.user, id: bytes(o.user.id) },
      excludeCredentials: named(o.excludeCredentials),
    },
  })) as PublicKeyCredential;
  const made = key.response as AuthenticatorAttestationResponse;
  return {
    ...outside(key),
    response: {
      clientDataJSON: base64(made.clientDataJSON),
      attestationObject: base64(made.attestationObject),
      transports: made.getTransports?.() ?? [],
    },
  };
}

async function show(o: Options): Promise<unknown> {
  const key = (await navigator.credentials.get({
    publicKey: { ...o, challenge: bytes(o.challenge), allowCredentials: named(o.allowCredentials) },
  })) as PublicKeyCredential;
  const shown = key.response as AuthenticatorAssertionResponse;
  return {
    ...outside(key),
    response: {
      clientDataJSON: base64(shown.clientDataJSON),
      authenticatorData: base64(shown.authenticatorData),
      signature: base64(shown.signature),
      userHandle: shown.userHandle ? base64(shown.userHandle) : undefined,
    },
  };
}

function outside(key: PublicKeyCredential): Record<string, unknown> {
  return {
    id: key.id,
    rawId: base64(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment ?? undefined,
    clientExtensionResults: key.getClientExtensionResults(),
  };
}

class PassKey extends Widget {
  private form!: HTMLFormElement;

  protected build(): void {
    this.form = this.querySelector("form")!;
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.form.addEventListener("submit", this.send);
  }

  protected teardown(): void {
    this.form.removeEventListener("submit", this.send);
    this.hidden = true;
  }

  private send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    if (!this.form.reportValidity()) return;
    const button = this.form.querySelector<HTMLButtonElement>("button[type=submit]")!;
    const status = this.form.querySelector<HTMLElement>("[role=status]")!;
    button.disabled = true;
    status.textContent = "";
    try {
      const begun = await fetch(this.dataset.begin!, { method: "POST", headers: { Accept: "application/json" } });
      if (!begun.ok) throw new Error(String(begun.status));
      const { publicKey } = await begun.json();
      const answer = this.hasAttribute("data-make") ? await make(publicKey) : await show(publicKey);
      this.form.querySelector<HTMLInputElement>("input[name=answer]")!.value = JSON.stringify(answer);
      const remember = this.form.querySelector<HTMLInputElement>("input[name=remember]");
      const ticked = document.querySelector<HTMLInputElement>("input[type=checkbox][name=remember]");
      if (remember) remember.value = ticked?.checked ? "1" : "";
      this.form.submit();
    } catch {
      status.textContent = this.dataset.failed ?? "";
      button.disabled = false;
    }
  };
}

define("pass-key", PassKey);
