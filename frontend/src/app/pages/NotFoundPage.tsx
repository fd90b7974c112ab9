import Button from "@mui/material/Button";
import { Compass } from "lucide-react";
import { Link } from "react-router";
import { StateMessage } from "@/components/StateMessage";
import { useTitle } from "@/lib/useTitle";

export function NotFoundPage() {
  useTitle("Not found");
  return (
    <StateMessage
      icon={Compass}
      level={1}
      title="There is no such page"
      action={
        <Button component={Link} to="/" variant="contained">
          Find a business
        </Button>
      }
    >
      The address may be mistyped, or the page has moved.
    </StateMessage>
  );
}
