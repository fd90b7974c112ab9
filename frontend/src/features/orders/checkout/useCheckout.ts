import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useNavigate } from "react-router";
import { keepAddress } from "@/api/addresses";
import { wordsOf } from "@/api/problem";
import { forgetDraft } from "@/lib/checkoutDraft";
import type { CheckedBasket } from "../basket/changes";
import { type CheckoutValues, fieldAt, isBrought } from "./checkoutForm";
import { type Outcome, placeAll } from "./placing";

interface Props {
  form: UseFormReturn<CheckoutValues>;
  readAgain: () => Promise<CheckedBasket[]>;
  /** Settles whose order it is; false where the reader thought better of it. */
  identify: (contact: CheckoutValues["contact"]) => Promise<boolean>;
  onPlacing: (isPlacing: boolean) => void;
  onChanged: () => void;
}

/** From the press of the button to the orders. One at a time: a second press while it runs is none. */
export function useCheckout({ form, readAgain, identify, onPlacing, onChanged }: Props) {
  const queryClient = useQueryClient();
  const leave = useLeave();
  const isRunning = useRef(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);

  /** True where all of it is placed and the reader is led on. */
  async function place(values: CheckoutValues): Promise<boolean> {
    if (!(await identify(values.contact))) return false;
    const baskets = (await readAgain()).filter(({ refusal }) => !refusal);
    if (baskets.length === 0 || baskets.some(({ hasChanged }) => hasChanged)) {
      onChanged();
      return false;
    }
    const found = await placeAll(baskets, values);
    void queryClient.invalidateQueries({ queryKey: ["orders", "mine"] });
    if (
      values.keepsAddress &&
      found.some(({ order }) => order) &&
      isBrought(values, Object.keys(values.parts))
    )
      await keepAddress(values.address).catch(() => undefined); // the orders stand; the address can be kept later
    if (found.every(({ order }) => order)) {
      await leave(found);
      return true;
    }
    complain(form, found);
    setOutcomes(found);
    await queryClient.invalidateQueries({ queryKey: ["basket"] });
    return false;
  }

  function setBusy(isBusy: boolean): void {
    isRunning.current = isBusy;
    setPending(isBusy);
    onPlacing(isBusy);
  }

  async function run(values: CheckoutValues): Promise<void> {
    if (isRunning.current) return;
    setBusy(true);
    setFailure(null);
    setOutcomes([]);
    try {
      if (!(await place(values))) setBusy(false);
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  }
  return { run, isPending, failure, outcomes };
}

/** Where it goes on: to the one order, or to all of them. */
function useLeave() {
  const navigate = useNavigate();
  return async (outcomes: Outcome[]): Promise<void> => {
    forgetDraft();
    const [first] = outcomes;
    const isOneCheckout = outcomes.every(({ checkout }) => checkout === first?.checkout);
    const again = outcomes.some(({ wasPlacedBefore }) => wasPlacedBefore) ? "&again=1" : "";
    if (outcomes.length === 1)
      await navigate(`/orders/${first?.order?.uid}?placed=1${again}`, { replace: true });
    else await navigate(isOneCheckout ? `/orders?checkout=${first?.checkout}` : "/orders", { replace: true });
  };
}

/** Puts what a vendor's server said about a field beside that field. */
function complain(form: UseFormReturn<CheckoutValues>, outcomes: Outcome[]): void {
  for (const { slug, problem } of outcomes) {
    for (const { pointer, detail } of problem?.fields ?? []) {
      const field = fieldAt(pointer, slug);
      if (field) form.setError(field as "contact.phone", { type: "server", message: detail });
    }
  }
}
