import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { meQuery } from "@/api/me";
import { requestGuestCode } from "../auth";
import { type Guest, GuestCodeDialog } from "./GuestCodeDialog";

interface Asked {
  guest: Guest;
  settle: (isProven: boolean) => void;
}

/** `prove` sends a code and asks for it: true once its reader is signed in, false where they closed the question. */
export function useGuestCode(): { prove: (guest: Guest) => Promise<boolean>; dialog: ReactNode } {
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const answer = (isProven: boolean): void => {
    asked?.settle(isProven);
    setAsked(null);
  };
  return {
    prove: async (guest) => {
      await requestGuestCode(guest);
      return new Promise((settle) => setAsked({ guest, settle }));
    },
    dialog: asked && (
      <GuestCodeDialog
        guest={asked.guest}
        onProven={async () => {
          // Read anew in place: the page below keeps what was typed.
          await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
          answer(true);
        }}
        onClose={() => answer(false)}
      />
    ),
  };
}
