// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Dialogs: opened by attributes, closed by a click beside them; and the one
// confirmation that every dangerous action shares.

type Submitter = HTMLElement & { value?: string };

function open(dialog: Element | null): void {
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** onClick opens and closes what the attributes of the clicked button say. */
function onClick(event: MouseEvent): void {
  const target = event.target as Element;
  if (target instanceof HTMLDialogElement && pressed === target && target.getAttribute("closedby") === "any") {
    target.close();
    return;
  }
  const button = target.closest<HTMLElement>("[data-dialog-open],[data-opens],[data-dialog-close],[commandfor]");
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (button.hasAttribute("data-dialog-close")) {
    button.closest("dialog")?.close();
    return;
  }
  if (button.hasAttribute("commandfor")) {
    if (!("command" in HTMLButtonElement.prototype)) runCommand(button);
    return;
  }
  const dialog = document.querySelector(button.dataset.dialogOpen ?? `#${button.dataset.opens}`);
  if (!dialog) return;
  event.preventDefault();
  open(dialog);
}

/** runCommand does what younger browsers do by themselves. */
function runCommand(button: HTMLElement): void {
  const dialog = document.getElementById(button.getAttribute("commandfor") ?? "");
  const command = button.getAttribute("command");
  if (command === "show-modal") open(dialog);
  else if (command === "close") (dialog as HTMLDialogElement | null)?.close();
}

let pressed: EventTarget | null = null; // a selection dragged out of the box must not close it

/** ask shows the shared confirmation and tells whether the member agreed. */
export function ask(text: string, source?: HTMLElement | null): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>("dialog#confirm");
  if (!dialog) return Promise.resolve(window.confirm(text));
  dialog.querySelector("[data-confirm-text]")!.textContent = text;
  const ok = dialog.querySelector<HTMLElement>("[data-confirm-ok]")!;
  ok.dataset.label ??= ok.textContent ?? "";
  ok.textContent = source?.dataset.confirmAction ?? ok.dataset.label;
  const gentle = source?.dataset.confirmTone === "primary";
  ok.classList.toggle("btn-primary", gentle);
  ok.classList.toggle("btn-error", !gentle);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true });
  });
}

let agreed = false; // true while a form already confirmed is being sent

async function onSubmit(event: SubmitEvent): Promise<void> {
  const form = event.target as HTMLFormElement;
  const submitter = event.submitter as Submitter | null;
  const source = submitter?.dataset.confirm ? submitter : form;
  const text = source.dataset.confirm;
  if (!text || agreed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(text, source))) return;
  agreed = true;
  try {
    form.requestSubmit(submitter);
  } finally {
    agreed = false;
  }
}

function onHtmxConfirm(event: Event): void {
  const { ctx, issueRequest, dropRequest } = (event as CustomEvent).detail;
  event.preventDefault();
  if (agreed) {
    issueRequest();
    return;
  }
  ask(ctx.confirm, event.target as HTMLElement).then((yes) => (yes ? issueRequest() : dropRequest()));
}

/** openNew opens the dialogs a fragment brought, and drops them once closed. */
export function openNew(): void {
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[data-open-now]:not([open])")) {
    dialog.removeAttribute("data-open-now");
    dialog.addEventListener("close", () => dialog.remove(), { once: true });
    open(dialog);
  }
}

export function startDialogs(): void {
  document.addEventListener("pointerdown", (event) => { pressed = event.target; });
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("htmx:confirm", onHtmxConfirm);
  document.addEventListener("close-dialog", (event) => {
    const name: string = (event as CustomEvent).detail?.value ?? "*";
    for (const dialog of document.querySelectorAll<HTMLDialogElement>(name === "*" ? "dialog[open]" : name)) dialog.close();
  });
  openNew();
}
