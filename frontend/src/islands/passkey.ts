/**
 * <hr-passkey does="sign-in | prove | add"> around a form with a hidden input "credential" and a button.
 * The options come from the JSON in the form (script[type="application/json"]) or from the address in `options`.
 */
import { word as say } from "../page.ts";

type Json = Record<string, any>;

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer | null): string | undefined {
  if (!buffer) return undefined;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function named(list: Json[] = []): PublicKeyCredentialDescriptor[] {
  return list.map((one) => ({ type: "public-key", ...one, id: bytes(one.id) }));
}

async function add(told: Json): Promise<Json> {
  const publicKey = {
    ...told,
    challenge: bytes(told.challenge),
    user: { ...told.user, id: bytes(told.user.id) },
    excludeCredentials: named(told.excludeCredentials),
    // A passkey signs in by itself, so the device keeps it and asks who holds it.
    authenticatorSelection: { ...told.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  const said = { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports() };
  return { ...outside(made), response: said };
}

async function show(told: Json): Promise<Json> {
  const publicKey = { ...told, challenge: bytes(told.challenge), allowCredentials: named(told.allowCredentials) };
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = found.response as AuthenticatorAssertionResponse;
  const said = {
    clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData),
    signature: text(response.signature), userHandle: text(response.userHandle),
  };
  return { ...outside(found), response: said };
}

function outside(credential: PublicKeyCredential): Json {
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
  };
}

class Passkey extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form")!;
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      void this.go(form);
    }, true);
  }

  private async go(form: HTMLFormElement): Promise<void> {
    const word = this.querySelector<HTMLElement>("[role=status]")!;
    word.textContent = "";
    try {
      const told = await this.options();
      const credential = this.getAttribute("does") === "add" ? await add(told) : await show(told);
      (form.elements.namedItem("credential") as HTMLInputElement).value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      word.textContent = say((error as Error).name === "InvalidStateError" ? "passkey_known" : "passkey_failed");
    }
  }

  private async options(): Promise<Json> {
    const inside = this.querySelector<HTMLElement>("script[type='application/json']");
    const address = this.getAttribute("options");
    const told = inside ? JSON.parse(inside.textContent!) : await (await fetch(address!, { headers: { Accept: "application/json" } })).json();
    return (told.creation_options ?? told.request_options).publicKey;
  }
}

customElements.define("hr-passkey", Passkey);
