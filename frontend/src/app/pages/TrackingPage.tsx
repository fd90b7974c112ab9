import { useParams } from "react-router";
import { TrackingView } from "@/features/tracking/TrackingView";
import { useTitle } from "@/lib/useTitle";

export function TrackingPage() {
  const { uid = "" } = useParams();
  useTitle("Follow an order");
  return (
    <>
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <TrackingView key={uid} uid={uid} />
    </>
  );
}
