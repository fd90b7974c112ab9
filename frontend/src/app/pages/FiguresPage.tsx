import { useQuery } from "@tanstack/react-query";
import { useOutletContext } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { FiguresView } from "@/features/figures/FiguresView";
import { vendorQuery } from "@/features/vendors/queries";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

export function FiguresPage() {
  const { slug, vendorName } = useOutletContext<DashboardContext>();
  useTitle(`Figures · ${vendorName}`);
  // Days are those of the shop's own clock
  const query = useQuery(vendorQuery(slug));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} />}>
      {({ timezone = "UTC" }) => <FiguresView slug={slug} timeZone={timezone} />}
    </QueryView>
  );
}
