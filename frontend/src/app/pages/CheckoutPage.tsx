import { useParams } from "react-router";
import { useMe } from "@/api/me";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";
import { useGuestCode } from "@/features/accounts/guest/useGuestCode";
import { CheckoutView } from "@/features/orders/checkout/CheckoutView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

/** One vendor's basket, or all of them. Who is not signed in shows by a code that the e-mail is theirs. */
export function CheckoutPage() {
  const { slug } = useParams();
  const query = useMe();
  const { prove, dialog } = useGuestCode();
  useTitle(t("Check out"));
  return (
    <Page title={t("Check out")} width={1080}>
      <QueryView query={query} skeleton={<CardSkeletons />}>
        {(me) => (
          <CheckoutView
            key={slug}
            slug={slug}
            me={me}
            identify={async (contact) => Boolean(me) || prove({ name: contact.name, email: contact.email })}
          />
        )}
      </QueryView>
      {dialog}
    </Page>
  );
}
