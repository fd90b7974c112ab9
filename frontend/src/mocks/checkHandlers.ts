import { HttpResponse, http } from "msw";
import type { Check, CheckKind, CheckStep, Onboarding } from "@/api/types";
import { ago } from "./data";
import { problem } from "./problem";

const LABELS: Record<CheckKind, string> = {
  identity: "Identity of the owner",
  business_registration: "Business registration",
  address: "Address",
  phone: "Phone number",
  site_anchor: "Approved location",
};

const stepOf = (check: CheckKind, changes: Partial<CheckStep> = {}): CheckStep => ({
  check,
  label: LABELS[check],
  is_required: check !== "site_anchor",
  status: "missing",
  check_id: null,
  expires_at: null,
  missing: "Not handed in yet.",
  asks: "A letter with the name of the business.",
  why: "It shows that there is a door behind the shop.",
  accepts: ["Bank letter"],
  ...changes,
});

let checks: Check[] = [];
let steps: CheckStep[] = [];

/** One approved, one refused with its reason, one that waits with a document, one still to do. */
export function resetChecks(): void {
  const document = {
    id: 1,
    position: 1,
    kind: "jpeg" as const,
    size: 240_000,
    pages: 1,
    scan: "clean" as const,
    uploaded_at: ago(2),
    erased_at: null,
  };
  checks = [
    {
      id: 7,
      check: "identity",
      label: LABELS.identity,
      status: "submitted",
      evidence: "See the documents.",
      register_number: "",
      submitted_at: ago(2),
      decided_at: null,
      expires_at: null,
      method: "",
      reason_code: "",
      reason_text: "",
      reason: "",
      documents: [document],
    },
  ];
  steps = [
    stepOf("identity", {
      status: "submitted",
      check_id: 7,
      missing: "Handed in. A verifier looks at it next.",
    }),
    stepOf("business_registration", { status: "approved", expires_at: ago(-24 * 300), missing: "" }),
    stepOf("address", {
      status: "rejected",
      missing: "The document cannot be read. Send a sharper picture.",
    }),
    stepOf("phone"),
    stepOf("site_anchor"),
  ];
}

resetChecks();

const onboarding = (): Onboarding => ({
  next_step: "checks",
  steps: (["profile", "place", "hours", "items", "checks"] as const).map((step) => ({
    step,
    label: step,
    is_done: step !== "checks",
    missing: step === "checks" ? "Hand in what is missing for the badge." : "",
  })),
  checks: steps,
  is_verified: false,
  verified_until: null,
});

const page = <T>(results: T[]) => ({ results, next: null, previous: null });

export const checkHandlers = [
  http.get("*/api/v1/vendors/:slug/onboarding/", () => HttpResponse.json(onboarding())),
  http.get("*/api/v1/vendors/:slug/checks/", () => HttpResponse.json(page(checks))),
  http.post("*/api/v1/vendors/:slug/checks/phone/code/", () =>
    HttpResponse.json({ phone: "••• 123", expires_at: ago(-1) }, { status: 202 }),
  ),
  http.post("*/api/v1/vendors/:slug/checks/phone/confirm/", async ({ request }) => {
    const { code } = (await request.json()) as { code: string };
    if (code !== "123456") return problem(400, "phone_code_invalid");
    steps = steps.map((step) =>
      step.check === "phone" ? { ...step, status: "approved", missing: "" } : step,
    );
    return HttpResponse.json({});
  }),
  http.post("*/api/v1/vendors/:slug/checks/:id/withdraw/", ({ params }) => {
    checks = checks.filter(({ id }) => id !== Number(params.id));
    steps = steps.map((step) =>
      step.check_id === Number(params.id)
        ? { ...step, status: "withdrawn", missing: "Not handed in yet.", check_id: null }
        : step,
    );
    return HttpResponse.json({});
  }),
  http.post("*/api/v1/vendors/:slug/checks/", async ({ request }) => {
    const body = (await request.json()) as { check: CheckKind };
    const [known] = checks;
    const made = { ...(known as Check), id: 8, check: body.check, label: LABELS[body.check], documents: [] };
    checks = [...checks, made];
    steps = steps.map((step) =>
      step.check === body.check ? { ...step, status: "submitted", check_id: 8, missing: "Handed in." } : step,
    );
    return HttpResponse.json(made, { status: 201 });
  }),
  http.get("*/api/v1/vendors/:slug/badge/", () =>
    HttpResponse.json(
      page([
        {
          sequence: 1,
          move: "expire",
          sentence: "Ended: address ran out.",
          check: "address",
          at: ago(24 * 3),
          until: null,
          ledger: {
            chain: "vendor:x/badge",
            leaf_index: 12,
            leaf_hash: "aGFzaA==",
            url: "http://localhost/log/v1/chains/x",
          },
        },
        {
          sequence: 0,
          move: "grant",
          sentence: "Granted: phone number was approved, the last of the required checks.",
          check: "phone",
          at: ago(24 * 368),
          until: ago(24 * 3),
          ledger: {
            chain: "vendor:x/badge",
            leaf_index: 3,
            leaf_hash: "aGFzaA==",
            url: "http://localhost/log/v1/chains/x",
          },
        },
      ]),
    ),
  ),
  http.get("*/api/v1/categories/", () =>
    HttpResponse.json([
      { slug: "food", name: "Food", count: 3, children: [{ slug: "bakery", name: "Bakery", count: 1 }] },
    ]),
  ),
];
