import { verifyBundle } from "../src/lib/ledger/verify";
import { complain, hideResult, show } from "./view";

const MAX_BYTES = 64 * 1024 * 1024;

function input<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is missing`);
  return found;
}

const form = input("form", HTMLFormElement);
const drop = input("drop", HTMLDivElement);
const bundleFile = input("bundle", HTMLInputElement);
const policyFile = input("policy-file", HTMLInputElement);
const policy = input("policy", HTMLTextAreaElement);
const chain = input("chain", HTMLInputElement);
const chosen = input("bundle-name", HTMLParagraphElement);

let bundle = "";

/** A proof is JSON; any other file is a policy. */
async function take(file: File): Promise<void> {
  hideResult();
  if (file.size > MAX_BYTES) return complain(`${file.name} is too large.`);
  complain("");
  const text = await file.text();
  if (text.trimStart().startsWith("{")) {
    bundle = text;
    chosen.textContent = `Proof: ${file.name}`;
  } else policy.value = text;
}

async function takeAll(files: FileList | null): Promise<void> {
  for (const file of files ?? []) await take(file);
}

function missing(): string {
  if (bundle === "") return "Choose the file of the proof.";
  return policy.value.trim() === "" ? "Paste a policy or choose a policy file." : "";
}

async function check(): Promise<void> {
  hideResult();
  complain(missing());
  if (missing() !== "") return (bundle === "" ? bundleFile : policy).focus();
  const expectedChainId = chain.value.trim() || undefined;
  show(await verifyBundle(bundle, policy.value, { expectedChainId }));
}

for (const file of [bundleFile, policyFile]) file.addEventListener("change", () => void takeAll(file.files));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void check();
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"] as const)
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") void takeAll(event.dataTransfer?.files ?? null);
  });
